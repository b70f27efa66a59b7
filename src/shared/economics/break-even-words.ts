import type { BreakEven, BreakEvenEnd, BreakEvenState, CheaperSpan } from '../domain/break-even.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import { countText, figureText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'
import { machinePrice } from './machine-price.ts'
import { numberText, perMonthText, perPictureText, roundedText } from './money-words.ts'
import type { MonthSetting } from './month-setting.ts'

/** Stretches of volumes that are told one by one. */
const TOLD_SPANS = 2

/** What was found of machines against an API, before it is put into words. */
export interface FoundBreakEven {
  machines: CostBasis
  managed: CostBasis
  setting: MonthSetting
  /** `picture`, or `usable picture`. */
  counted: string
  spans: readonly CheaperSpan[]
  end: BreakEvenEnd
  interval: { low: BreakEvenEnd; high: BreakEvenEnd } | null
  upToImages: number
  /** Micro-dollars of either at the largest volume. */
  atMost: { own: number; other: number }
}

/** `GPU is cheaper than API from 84,200 pictures a month on (95 % interval: 71,300 to never).` */
export function breakEvenWords(found: FoundBreakEven): string {
  const { machines, managed, spans, end, interval, counted } = found
  const volume = (images: number): string => volumeText(images, interval)
  const sentences: Record<BreakEvenState, () => string> = {
    never: () => whyNever(found),
    between: () => `${machines.name} is cheaper only ${spanWords(spans)}`,
    always: () => `${machines.name} is cheaper than ${managed.name} from the first ${counted} on`,
    from: () =>
      `${machines.name} is cheaper than ${managed.name} from ${volume(end.from ?? 0)} ${counted}s a month on${
        spans.length > 1 ? `, and ${spanWords(spans.slice(0, -1))}` : ''
      }`,
  }
  const measured = intervalText(interval)
  return `${sentences[end.state]()}${measured === null ? '' : ` (95 % interval: ${measured})`}.`
}

/** `71,300 to never`; null where nothing measured has an interval, or it moves nothing. */
export function intervalText(interval: FoundBreakEven['interval']): string | null {
  if (interval === null) return null
  const [low, high] = [interval.low, interval.high].map(endText) as [string, string]
  return low === high ? (interval.low.state === 'from' ? null : `${low} at either end`) : `${low} to ${high}`
}

/** Where machines are cheaper, short: `from 84,200`, `never`, `219,000 to 383,000 and 4 more stretches` */
export function cheaperText({ state, from, spans, interval }: Exclude<BreakEven, { state: 'unknown' }>): string {
  if (state === 'from' && from !== null) return `from ${volumeText(from, interval)}`
  const [first] = spans
  if (state !== 'between' || first === undefined) return state
  const more = spans.length > 1 ? ` and ${countText(spans.length - 1, 'more stretch', 'more stretches')}` : ''
  return `${figureText(first.from)} to ${figureText(first.until ?? first.from)}${more}`
}

/** An end of an interval, for people. */
function endText({ state, from }: BreakEvenEnd): string {
  if (state === 'from') return roundedText(from ?? 0)
  return { always: 'the first picture', between: 'only at some volumes', never: 'never' }[state]
}

/** A break-even to three figures where a measurement leaves it open by more, else to the picture. */
export function volumeText(images: number, interval: FoundBreakEven['interval']): string {
  return intervalText(interval) === null ? figureText(images) : roundedText(images)
}

/** The first ones; where there are many, each ends where one machine more is needed. */
function spanWords(spans: readonly CheaperSpan[]): string {
  const told = spans
    .slice(0, TOLD_SPANS)
    .map(({ from, until }) => `from ${figureText(from)} to ${figureText(until ?? from)}`)
  const more = spans.length - told.length
  return listText(
    more === 0 ? told : [...told, `at ${countText(more, 'further stretch', 'further stretches')} of volumes`],
  )
}

function whyNever({ machines, managed, setting, upToImages, counted, atMost }: FoundBreakEven): string {
  const never = `${machines.name} is never cheaper than ${managed.name}`
  const { billing } = machines
  const price = billing.by === 'machine' ? machinePrice(billing.price) : null
  if (counted === 'picture' && billing.by === 'machine' && price !== null && billing.imagesPerHour !== null) {
    const { utilisation: used } = setting.assumptions
    const utilisation = used ?? 1
    const each = price.hourlyMicros / billing.imagesPerHour.value / utilisation
    const otherEach = atMost.other / upToImages
    if (each >= otherEach && otherEach > 0) {
      const needed = price.hourlyMicros / otherEach / utilisation
      const idle = used === null ? 'without an idle minute' : `at work ${numberText(utilisation * 100)} % of the time`
      return `${never}: ${numberText(billing.imagesPerHour.value)} pictures an hour are ${perPictureText(each)} each even ${idle}, and ${managed.name} takes ${perPictureText(otherEach)}; it would take ${numberText(needed)} an hour`
    }
  }
  const short = atMost.own - atMost.other
  return `${never} up to ${countText(upToImages, counted)} a month: even there it costs ${short === 0 ? 'as much' : `${perMonthText(short)} more`}`
}
