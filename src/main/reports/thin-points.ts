import type { SamplePoint } from '#shared/domain/analysis.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'

/** What a chart can show and a page can hold. All numbers are worked out from all samples. */
export const MOST_POINTS = 4000

/**
 * The points of a chart over time, in the order of the plan. Of more than `MOST_POINTS` samples, each contender keeps its share,
 * evenly spaced along its own order: by place alone, never by how a sample came out, and never in step with an order that repeats.
 */
export function thinPoints(asked: readonly SampleFigures[]): SamplePoint[] {
  const inOrder = asked.toSorted((left, right) => left.position - right.position)
  if (inOrder.length <= MOST_POINTS) return inOrder.map(toPoint)
  const every = inOrder.length / MOST_POINTS
  return [...Map.groupBy(inOrder, (row) => row.contenderId).values()]
    .flatMap((own) => {
      const kept = Math.max(1, Math.floor(own.length / every))
      return Array.from({ length: kept }, (_, index) => own[Math.floor((index * own.length) / kept)] as SampleFigures)
    })
    .toSorted((left, right) => left.position - right.position)
    .map(toPoint)
}

function toPoint({ contenderId, position, dueMs, latencyMs, outcome }: SampleFigures): SamplePoint {
  return { contenderId, position, dueMs, latencyMs, succeeded: outcome === 'succeeded' }
}
