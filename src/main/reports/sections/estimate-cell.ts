import type { Estimate } from '#shared/domain/analysis.ts'
import { countText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../markup.ts'
import {
  latencyInterval,
  percentText,
  perMonthText,
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

/** A month: the amount with its interval, or for machines both ends and how many there are. */
export function perMonthFigure(estimate: Estimate, machines: number | null): Markup {
  return figure(estimate, (known) => {
    const range = `${perMonthText(known.low)} – ${perMonthText(known.high)}`
    if (machines !== null) {
      return markup`<span class="q"><b>${range}</b></span><small>${countText(machines, 'machine')}</small>`
    }
    const even = perMonthText(known.low) === perMonthText(known.high)
    return markup`<span class="q"><b>${perMonthText(known.value)}</b></span>${even ? null : markup`<small>${range}</small>`}`
  })
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
