import type { BreakEvenSurface, BreakEvenUtilisation } from '../domain/break-even.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { AmountInterval } from '../domain/month-cost.ts'
import { figureText } from '../units/count-text.ts'
import { perMonthText, shareText } from './money-words.ts'
import { costPerUsableImage } from './month-cost.ts'
import { monthDifference } from './month-difference.ts'
import { changeSetting, type MonthSetting } from './month-setting.ts'
import { reckonMonth } from './reckon-month.ts'

const BISECTIONS = 60

/**
 * How well machines have to be used to cost no more than a managed API at a volume, by bisection: better use is never dearer. The ends of
 * its 95 % interval are where the interval of the saving ends at 0, as with `breakEven`.
 */
export function breakEvenUtilisation(
  machines: CostBasis,
  managed: CostBasis,
  imagesPerMonth: number,
  setting: MonthSetting,
): BreakEvenUtilisation {
  const saving = (utilisation: number): AmountInterval | null =>
    monthDifference(machines, managed, imagesPerMonth, changeSetting(setting, { utilisation }))
  const best = saving(1)
  if (best === null) return { state: 'unknown', words: 'What one of the two costs is not known.' }
  const neededAt = (end: keyof AmountInterval): number | null =>
    best[end] < 0 ? null : lowestUtilisation((utilisation) => (saving(utilisation)?.[end] ?? -1) >= 0)
  const needed = neededAt('value')
  const interval = best.low === best.high ? null : { low: neededAt('high'), high: neededAt('low') }
  const at = `at ${figureText(imagesPerMonth)} pictures a month`
  const sentence =
    needed === null
      ? `Even if ${machines.name} never idles it costs ${perMonthText(-best.value)} more than ${managed.name} ${at}`
      : `${machines.name} has to be at work ${shareText(needed)} of the hours paid to cost no more than ${managed.name} ${at}`
  const measured = neededText(interval)
  const words = `${sentence}${measured === null ? '' : ` (95 % interval: ${measured})`}.`
  return { state: 'known', utilisation: needed, interval, words }
}

/** `7.9 % to 11 %`, `62 % to never`; null where there is no interval, or its ends read the same. */
export function neededText(interval: Extract<BreakEvenUtilisation, { state: 'known' }>['interval']): string | null {
  if (interval === null) return null
  const [low, high] = [interval.low, interval.high].map((end) => (end === null ? 'never' : shareText(end)))
  return low === high ? null : `${low} to ${high}`
}

/**
 * The same by what a usable picture costs, which is another one where unlike parts of the pictures are usable.
 * @returns null where it is not known, or not even machines that never idle get there
 */
export function usableBreakEvenUtilisation(
  machines: CostBasis,
  managed: CostBasis,
  imagesPerMonth: number,
  setting: MonthSetting,
): number | null {
  const isCheaper = (utilisation: number): boolean => {
    const used = changeSetting(setting, { utilisation })
    const [own, other] = [machines, managed].map((basis) => costPerUsableImage(basis, imagesPerMonth, used))
    return own?.state === 'known' && other?.state === 'known' && own.value <= other.value
  }
  return isCheaper(1) ? lowestUtilisation(isCheaper) : null
}

function lowestUtilisation(isEnough: (utilisation: number) => boolean): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return high
}

/** What machines save over a grid of utilisations and volumes. */
export function breakEvenSurface(
  machines: CostBasis,
  managed: CostBasis,
  grid: { imagesPerMonth: readonly number[]; utilisations: readonly number[] },
  setting: MonthSetting,
): BreakEvenSurface {
  return {
    imagesPerMonth: [...grid.imagesPerMonth],
    utilisations: [...grid.utilisations],
    savingMicros: grid.utilisations.map((utilisation) =>
      grid.imagesPerMonth.map((images) => savingAt(machines, managed, images, utilisation, setting)),
    ),
  }
}

function savingAt(
  machines: CostBasis,
  managed: CostBasis,
  images: number,
  utilisation: number,
  setting: MonthSetting,
): number | null {
  const used = changeSetting(setting, { utilisation })
  const [own, other] = [machines, managed].map((basis) => reckonMonth(basis, images, used))
  return own?.state === 'known' && other?.state === 'known' ? other.totalMicros - own.totalMicros : null
}
