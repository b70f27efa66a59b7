import type { SampleFigures } from '#shared/domain/sample-figures.ts'

const MS_PER_HOUR = 3_600_000

/**
 * Pictures an hour while at work, at the concurrency of the trial: pictures received over the time in which at least one sample was
 * under way. Failures and cold starts take their time without giving a picture and so lower it; pauses in which nothing was asked do not.
 * @param rows samples of one contender that were asked and timed (`wasTimed`: one that came after a pause would be under way over it), in
 *   any order
 * @returns null before there is a picture
 */
export function imagesPerHour(rows: readonly SampleFigures[]): number | null {
  const pictures = rows.filter((row) => row.image !== null).length
  const atWorkMs = busyMs(rows)
  return pictures === 0 || atWorkMs <= 0 ? null : (pictures / atWorkMs) * MS_PER_HOUR
}

/** Length of the union of all spans from start to finish, in milliseconds. */
function busyMs(rows: readonly SampleFigures[]): number {
  let total = 0
  let coveredUntil = -Infinity
  for (const row of rows.toSorted((left, right) => left.startedMs - right.startedMs)) {
    total += Math.max(0, row.finishedMs - Math.max(row.startedMs, coveredUntil))
    coveredUntil = Math.max(coveredUntil, row.finishedMs)
  }
  return total
}
