import type { Estimate } from '#shared/domain/analysis.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { studentQuantile } from '#shared/stats/student.ts'

const MS_PER_HOUR = 3_600_000

/** Fewer are no basis for a variance; more tell little more about it. */
const BATCHES = { fewest: 6, most: 20 }

/** Samples from which on a throughput has an interval. */
export const NEEDED_FOR_THROUGHPUT = 2 * BATCHES.fewest

/**
 * Pictures an hour while at work, at the concurrency of the trial: pictures received over the time in which at least one sample was
 * under way. Failures and cold starts take their time without giving a picture and so lower it; pauses in which nothing was asked do not.
 * @param rows samples of one contender that were asked and timed (`wasTimed`: one that came after a pause would be under way over it), in
 *   any order
 * @returns null before there is a picture
 */
export function imagesPerHour(rows: readonly SampleFigures[]): number | null {
  const { pictures, busyMs } = total(stretches(rows))
  return pictures === 0 || busyMs <= 0 ? null : (pictures / busyMs) * MS_PER_HOUR
}

/**
 * The same with a 95 % interval: the run is cut into batches of as many samples each in the order of time, and the rate is a ratio of sums over
 * them, with Student’s t. Samples that follow one another resemble each other; batches hardly do.
 * Source: Law, Simulation Modeling and Analysis, 5th edition, section 9.5.3 (batch means); Cochran, Sampling Techniques, 3rd edition,
 * section 6.4 (variance of a ratio).
 * @returns `count` is the number of pictures; method `exact` and no interval below two samples for each of six batches
 */
export function throughput(rows: readonly SampleFigures[]): Estimate {
  const value = imagesPerHour(rows)
  const all = stretches(rows)
  const { pictures: count, busyMs } = total(all)
  if (value === null) return { state: 'too-few', count: 0, neededCount: 1 }
  const batchCount = Math.min(BATCHES.most, Math.floor(all.length / 2))
  if (batchCount < BATCHES.fewest) return { state: 'known', value, low: value, high: value, count, method: 'exact' }
  const batches = Array.from({ length: batchCount }, (_, index) =>
    total(
      all.slice(Math.floor((index * all.length) / batchCount), Math.floor(((index + 1) * all.length) / batchCount)),
    ),
  )
  const perMs = count / busyMs
  const squares = batches.reduce((sum, batch) => sum + (batch.pictures - perMs * batch.busyMs) ** 2, 0)
  const deviation = Math.sqrt((batchCount / (batchCount - 1)) * squares) / busyMs
  // On the scale of logarithms (delta method), where a rate that hardly is known does not fall below nothing.
  const factor = Math.exp((studentQuantile(0.975, batchCount - 1) * deviation) / perMs)
  return {
    state: 'known',
    value,
    low: value / factor,
    high: value * factor,
    count,
    method: 'batch-means',
  }
}

/** How many samples were under way at a time, on average over the time in which one was; at least 1. */
export function meanUnderWay(rows: readonly SampleFigures[]): number {
  const { busyMs } = total(stretches(rows))
  const underWayMs = rows.reduce((sum, { startedMs, finishedMs }) => sum + finishedMs - startedMs, 0)
  return busyMs <= 0 ? 1 : underWayMs / busyMs
}

interface Stretch {
  pictures: number
  busyMs: number
}

/** Sample by sample in the order of their starts: what each adds to the pictures and to the time in which one was under way. */
function stretches(rows: readonly SampleFigures[]): Stretch[] {
  let coveredUntil = -Infinity
  return rows
    .toSorted((left, right) => left.startedMs - right.startedMs)
    .map((row) => {
      const busyMs = Math.max(0, row.finishedMs - Math.max(row.startedMs, coveredUntil))
      coveredUntil = Math.max(coveredUntil, row.finishedMs)
      return { pictures: row.image === null ? 0 : 1, busyMs }
    })
}

function total(parts: readonly Stretch[]): Stretch {
  let [pictures, busyMs] = [0, 0]
  for (const part of parts) {
    pictures += part.pictures
    busyMs += part.busyMs
  }
  return { pictures, busyMs }
}
