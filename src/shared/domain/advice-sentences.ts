import type { PlanAdvice } from '../contract/plan.ts'
import { formatDuration } from '../units/duration.ts'

/** A difference of two median latencies: in seconds where a typical one is known, else as a share of it. */
export function differenceText(share: number, typicalMs: number | null): string {
  return typicalMs === null ? `${Number((share * 100).toPrecision(2))} %` : formatDuration(share * typicalMs)
}

/** Which differences of earlier trials the plan settles, which it does not, and what votes would show. @param nameOf a contender's name by its id */
export function adviceSentences(
  { repeats, pairs, winRate }: Pick<PlanAdvice, 'repeats' | 'pairs' | 'winRate'>,
  nameOf: (contenderId: string) => string,
): string[] {
  const enough = pairs.filter(({ neededRepeats }) => neededRepeats !== null && neededRepeats <= repeats)
  const short = pairs.filter(({ neededRepeats }) => neededRepeats === null || neededRepeats > repeats)
  const named = ({ fasterId, slowerId }: PlanAdvice['pairs'][number]): string =>
    `${nameOf(fasterId)} against ${nameOf(slowerId)}`
  return [
    ...enough.map((pair) => `Enough for ${named(pair)} (${formatDuration(pair.differenceMs)} apart last time).`),
    ...short.map((pair) =>
      pair.neededRepeats === null
        ? `${named(pair)}: too close to be told apart.`
        : `${named(pair)} needs ${pair.neededRepeats} repeats.`,
    ),
    winRate === null
      ? 'Too few pictures for votes to show a preference.'
      : `One vote on every pair shows a preference of ${Math.ceil(winRate * 100)} to ${100 - Math.ceil(winRate * 100)}.`,
  ]
}
