import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Sitting } from '#shared/domain/sitting.ts'

/**
 * The samples of one contender by the stretches in which it was at work. Between two of them lies a pause between sittings, a sleep of
 * the machine, or the rest between two blocks of the plan: time in which nothing was asked, and which is no part of any rate.
 * @param samples whose times are those of their provider, see `wasTimed`
 * @param sittings of the trial, in their order; empty where none was written down, which makes them one
 * @returns in order of time, and so within each; none is empty
 */
export function stretchesOf(
  samples: readonly SampleFigures[],
  sittings: readonly Pick<Sitting, 'offsetMs' | 'sleeps'>[],
): SampleFigures[][] {
  const breaks = sittings
    .flatMap(({ offsetMs, sleeps }) => [offsetMs, ...sleeps.map(({ atMs }) => atMs)])
    .toSorted((left, right) => left - right)
  const inOrder = samples.toSorted((left, right) => left.dueMs - right.dueMs)
  const stretches = Map.groupBy(inOrder, ({ startedMs, block }) => {
    const next = breaks.findIndex((atMs) => atMs > startedMs)
    return `${next === -1 ? breaks.length : next} ${block}`
  })
  return [...stretches.values()]
}
