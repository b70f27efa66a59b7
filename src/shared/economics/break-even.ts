import type { BreakEven } from '../domain/break-even.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { AmountInterval } from '../domain/month-cost.ts'
import { breakEvenWords } from './break-even-words.ts'
import { cheaperSpans, endOf } from './cheaper-spans.ts'
import { monthTotal, usableMonthTotal, usableShareOf, type MonthTotal } from './month-cost.ts'
import { savingOf } from './month-difference.ts'
import type { MonthSetting } from './month-setting.ts'
import { measuredInputs } from './measured-inputs.ts'
import type { UncertainInput } from './uncertain-inputs.ts'
import { volumeSteps } from './volume-steps.ts'

/** The largest volume a month that a break-even is looked for at. */
export const LARGEST_VOLUME = 10_000_000

/** Volumes between the steps: enough for curves that bend, evenly spaced in their logarithm. */
const GRID_POINTS = 240

/** How pictures are counted: all that come, or those that are usable. */
type Counted = 'received' | 'usable'

/** Months of contenders under one setting, each reckoned once however often it is asked for. */
export type MonthTotals = Readonly<Record<Counted, (basis: CostBasis, images: number) => MonthTotal>>

export interface BreakEvenOptions {
  /** `usable`: by usable pictures a month, for which either has to draw as many more as its own are of no use. */
  counted?: Counted
  upToImages?: number
  /** Of the same setting, where several pairs share contenders. */
  totals?: MonthTotals
}

export function totalsOf(setting: MonthSetting): MonthTotals {
  const remember = (reckon: typeof monthTotal): MonthTotals[Counted] => {
    const known = new Map<CostBasis, Map<number, MonthTotal>>()
    return (basis, images) => {
      const own = known.get(basis) ?? new Map<number, MonthTotal>()
      const total = own.get(images) ?? reckon(basis, images, setting)
      known.set(basis, own.set(images, total))
      return total
    }
  }
  return { received: remember(monthTotal), usable: remember(usableMonthTotal) }
}

/**
 * From which volume a month on machines cost less than a managed API. Machines are whole, so the curves may cross several times: the sign of
 * their difference is taken at each volume at which one of them jumps or bends, just before it and on a grid between, and each change
 * is traced to the picture.
 *
 * Its 95 % interval holds the volumes at which the 95 % interval of the monthly saving (`monthDifference`) holds 0: from where machines may be
 * cheaper and stay so, to where they are for certain. It needs no variance of a crossing, which has none where the lines may never cross, and
 * an end may be `never` or `always`. What moves it: speed, units or charge a picture (retries and failed calls are within both), cold
 * starts; and in usable pictures the usable shares. What is assumed stays as it is.
 * Source: Fieller, Journal of the Royal Statistical Society B 16 (1954) 175–185, who inverts a test in the same way; for the interval of
 * the saving see `combineIntervals`.
 * @param machines any contender; `managed` any other
 */
export function breakEven(
  machines: CostBasis,
  managed: CostBasis,
  setting: MonthSetting,
  { counted = 'received', upToImages = LARGEST_VOLUME, totals = totalsOf(setting) }: BreakEvenOptions = {},
): BreakEven {
  const totalOf = totals[counted]
  const months = (images: number): [MonthTotal, MonthTotal] => [totalOf(machines, images), totalOf(managed, images)]
  const atMost = months(upToImages)
  for (const [index, month] of atMost.entries()) {
    if (month.state === 'unknown') {
      return { state: 'unknown', words: `${[machines, managed][index]?.name}: ${month.reason}` }
    }
  }
  const known = new Map<number, AmountInterval>()
  const savingAt = (images: number): AmountInterval => {
    const found = known.get(images) ?? savingOf(...(months(images) as [AmountInterval, AmountInterval]))
    known.set(images, found)
    return found
  }
  const inputs = [machines, managed].flatMap((basis) => movingInputs(basis, counted))
  const volumes = volumesToTry([machines, managed], setting, { counted, upToImages })
  const spansWhere = (end: keyof AmountInterval) => cheaperSpans((images) => savingAt(images)[end] > 0, volumes)
  const spans = spansWhere('value')
  const interval = inputs.length === 0 ? null : { low: endOf(spansWhere('high')), high: endOf(spansWhere('low')) }
  const end = endOf(spans)
  const [own, other] = atMost.map((month) => (month.state === 'known' ? month.value : 0)) as [number, number]
  const words = breakEvenWords({
    machines,
    managed,
    setting,
    counted: counted === 'usable' ? 'usable picture' : 'picture',
    spans,
    end,
    interval,
    upToImages,
    atMost: { own, other },
  })
  return { ...end, spans, interval, upToImages, words }
}

/** Whether a picture is usable moves nothing but a count of usable ones. */
function movingInputs(basis: CostBasis, counted: Counted): UncertainInput[] {
  return measuredInputs(counted === 'usable' ? basis : { ...basis, usableShare: null })
}

/** Machines whose steps are looked at where an end of a measurement moves them; a further one changes a month by little. */
const STEPS_AT_ENDS = 20

function volumesToTry(
  bases: readonly CostBasis[],
  setting: MonthSetting,
  { counted, upToImages }: { counted: Counted; upToImages: number },
): number[] {
  const grid = Array.from({ length: GRID_POINTS + 1 }, (_, index) => Math.round(upToImages ** (index / GRID_POINTS)))
  const stepsOf = (basis: CostBasis, most?: number): number[] => {
    const share = counted === 'usable' ? (usableShareOf(basis, setting)?.value ?? 1) : 1
    return volumeSteps(basis, setting, upToImages / share, most).map((step) => Math.ceil(step * share))
  }
  const steps = bases.flatMap((basis) => [
    ...stepsOf(basis),
    ...movingInputs(basis, counted).flatMap((input) =>
      [input.low, input.high]
        .flatMap((end) => input.apply({ bases: [basis], setting }, end).bases)
        .flatMap((moved) => stepsOf(moved, STEPS_AT_ENDS)),
    ),
  ])
  const all = [...grid, ...steps.flatMap((step) => [step - 1, step]), upToImages]
  return [...new Set(all)].filter((images) => images >= 1 && images <= upToImages).sort((left, right) => left - right)
}
