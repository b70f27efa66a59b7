import type { Estimate } from '#shared/domain/analysis.ts'
import { markup, type Markup } from '../markup.ts'
import {
  latencyInterval,
  percentText,
  perPictureInterval,
  perPictureText,
  secondsText,
  shareInterval,
} from '../wording.ts'

type KnownEstimate = Extract<Estimate, { state: 'known' }>

/** A figure with its unit and interval; in words where there is none. */
export function latencyFigure(estimate: Estimate): Markup {
  return figure(estimate, (known) => quantity(secondsText(known.value), latencyInterval(known)))
}

export function shareFigure(estimate: Estimate): Markup {
  return figure(estimate, (known) => quantity(percentText(known.value), shareInterval(known)))
}

export function perPictureFigure(estimate: Estimate): Markup {
  return figure(estimate, (known) => quantity(perPictureText(known.value), perPictureInterval(known)))
}

/** The number in strong ink, its unit and interval beside it. */
function quantity(text: string, interval: string): Markup {
  const [number = '', unit] = text.split(' ')
  return markup`<span class="q"><b>${number}</b>${unit === undefined ? null : markup`<span class="u">${unit}</span>`}${
    interval === '' ? null : markup`<span class="i">${interval}</span>`
  }</span>`
}

function figure(estimate: Estimate, write: (known: KnownEstimate) => Markup): Markup {
  if (estimate.state === 'known') return write(estimate)
  return markup`<span class="none">${absent(estimate)}</span>`
}

function absent(estimate: Exclude<Estimate, KnownEstimate>): string {
  if (estimate.state === 'too-few') return `needs n ${estimate.neededCount}`
  return estimate.state === 'mixed' ? 'of no one load' : 'not reported'
}
