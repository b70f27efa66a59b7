import type { BreakEven, CheaperSpan } from '../domain/break-even.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import { countText, figureText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'
import { lowestWhere } from './machines-for-load.ts'
import { machinePrice } from './machine-price.ts'
import { perMonthText, numberText, perPictureText } from './money-words.ts'
import type { MonthSetting } from './month-setting.ts'
import { reckonMonth } from './reckon-month.ts'
import { volumeSteps } from './volume-steps.ts'

/** The largest volume a month that a break-even is looked for at. */
export const LARGEST_VOLUME = 10_000_000

/** Stretches of volumes that are told one by one. */
const TOLD_SPANS = 2

/** Volumes between the steps: enough for curves that bend, evenly spaced in their logarithm. */
const GRID_POINTS = 240

/**
 * From which volume a month on machines cost less than a managed API. Machines are whole, so the curves may cross several times: the sign of
 * their difference is taken at each volume at which one of them jumps or bends, just before it and on a grid between, and each change
 * is traced to the picture.
 * @param machines any contender; `managed` any other
 */
export function breakEven(
  machines: CostBasis,
  managed: CostBasis,
  setting: MonthSetting,
  upToImages = LARGEST_VOLUME,
): BreakEven {
  const totals = (images: number): [number, number] | string => {
    const months = [machines, managed].map((basis) => ({
      name: basis.name,
      month: reckonMonth(basis, images, setting),
    }))
    const amounts: number[] = []
    for (const { name, month } of months) {
      if (month.state === 'unknown') return `${name}: ${month.reason}`
      amounts.push(month.totalMicros)
    }
    return amounts as [number, number]
  }
  const first = totals(1)
  if (typeof first === 'string') return { state: 'unknown', words: first }
  const isCheaper = (images: number): boolean => {
    const [own, other] = totals(images) as [number, number]
    return own < other
  }
  const spans = cheaperSpans(isCheaper, volumesToTry([machines, managed], setting, upToImages), upToImages)
  const last = spans.at(-1)
  const from = last?.until === null ? last.from : null
  const state = spans.length === 0 ? 'never' : from === null ? 'between' : from === 1 ? 'always' : 'from'
  const words = {
    never: () => whyNever(machines, managed, setting, totals(upToImages) as [number, number], upToImages),
    between: () => `${machines.name} is cheaper only ${spanWords(spans)}.`,
    always: () => `${machines.name} is cheaper than ${managed.name} from the first picture on.`,
    from: () =>
      `${machines.name} is cheaper than ${managed.name} from ${countText(from ?? 0, 'picture')} a month on${
        spans.length > 1 ? `, and ${spanWords(spans.slice(0, -1))}` : ''
      }.`,
  }[state]()
  return { state, from, spans, upToImages, words }
}

function volumesToTry(bases: readonly CostBasis[], setting: MonthSetting, upToImages: number): number[] {
  const grid = Array.from({ length: GRID_POINTS + 1 }, (_, index) => Math.round(upToImages ** (index / GRID_POINTS)))
  const steps = bases.flatMap((basis) => volumeSteps(basis, setting, upToImages))
  const all = [...grid, ...steps.flatMap((step) => [step - 1, step]), upToImages]
  return [...new Set(all)].filter((images) => images >= 1 && images <= upToImages).sort((left, right) => left - right)
}

function cheaperSpans(
  isCheaper: (images: number) => boolean,
  volumes: readonly number[],
  upToImages: number,
): CheaperSpan[] {
  const spans: CheaperSpan[] = []
  let [before, was] = [0, false]
  for (const images of volumes) {
    const is = isCheaper(images)
    if (is !== was) {
      const change =
        before === 0 ? images : lowestWhere((volume) => volume >= images || isCheaper(volume) === is, before + 1)
      if (is) spans.push({ from: change, until: null })
      else (spans.at(-1) as CheaperSpan).until = change - 1
    }
    ;[before, was] = [images, is]
  }
  return spans.filter(({ from }) => from <= upToImages)
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

function whyNever(
  machines: CostBasis,
  managed: CostBasis,
  { assumptions }: MonthSetting,
  [own, other]: [number, number],
  upToImages: number,
): string {
  const never = `${machines.name} is never cheaper than ${managed.name}`
  const { billing } = machines
  const price = billing.by === 'machine' ? machinePrice(billing.price) : null
  if (billing.by === 'machine' && price !== null && billing.imagesPerHour !== null) {
    const utilisation = assumptions.utilisation ?? 1
    const each = price.hourlyMicros / billing.imagesPerHour.value / utilisation
    const otherEach = other / upToImages
    if (each >= otherEach && otherEach > 0) {
      const needed = price.hourlyMicros / otherEach / utilisation
      const idle =
        assumptions.utilisation === null
          ? 'without an idle minute'
          : `at work ${numberText(utilisation * 100)} % of the time`
      return `${never}: ${numberText(billing.imagesPerHour.value)} pictures an hour are ${perPictureText(each)} each even ${idle}, and ${managed.name} takes ${perPictureText(otherEach)}; it would take ${numberText(needed)} an hour.`
    }
  }
  const short = own - other
  return `${never} up to ${countText(upToImages, 'picture')} a month: even there it costs ${short === 0 ? 'as much' : `${perMonthText(short)} more`}.`
}
