import type { PlanAdvice } from '#shared/contract/plan.ts'
import { adviceSentences, differenceText } from '#shared/domain/advice-sentences.ts'
import { linearAxis } from '../../charts/scale.ts'

export interface PreparedAdvice {
  /** Differences by repeats, as a share of the faster median: 0.2 where it takes a fifth longer. */
  points: { repeats: number; share: number }[]
  /** The plan's own, with its words; null for a single sample each. */
  own: { repeats: number; share: number; words: string } | null
  axis: { maximum: number; ticks: { share: number; words: string }[] }
  mostRepeats: number
  /** Which differences of earlier trials the plan settles, and which it does not. */
  sentences: string[]
}

/** What the advisor draws and says. @param nameOf a contender's name by its id */
export function prepareAdvice(
  { typicalMs, repeats, ratio, byRepeats, pairs, winRate }: PlanAdvice,
  nameOf: (contenderId: string) => string,
): PreparedAdvice {
  const points = byRepeats.map((point) => ({ repeats: point.repeats, share: point.ratio - 1 }))
  const highest = Math.max(...points.map(({ share }) => share), 0)
  // Ticks are round in the unit that is read: seconds where they are known.
  const unit = typicalMs ?? 100
  const { maximum, ticks } = linearAxis(highest * unit, 3)
  const words = (share: number): string => differenceText(share, typicalMs)
  return {
    points,
    own: ratio === null ? null : { repeats, share: ratio - 1, words: words(ratio - 1) },
    axis: {
      maximum: maximum / unit,
      ticks: ticks.map((tick) => ({ share: tick / unit, words: tick === 0 ? '0' : words(tick / unit) })),
    },
    mostRepeats: Math.max(...points.map((point) => point.repeats), 1),
    sentences: adviceSentences({ repeats, pairs, winRate }, nameOf),
  }
}
