/** As many as a row of bars can show at the width of a column. */
const MOST_BINS = 40
const FEWEST_BINS = 8
/** Latencies whose ratio is below it are drawn as one. */
const SAME = 1.000_001

/**
 * Ends of bins that hold all latencies, evenly spaced on a log scale, so that contenders whose latencies differ tenfold fit one axis.
 * Their number grows with the square root of the count (the usual rule for histograms), from 8 to 40.
 * @param latenciesMs of all contenders; those of 0 have no place on the scale
 * @returns ascending, one more than bins; empty without a latency
 */
export function latencyBins(latenciesMs: readonly number[]): number[] {
  let [lowest, highest, count] = [Infinity, 0, 0]
  for (const value of latenciesMs) {
    if (value <= 0) continue
    count += 1
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  if (count === 0) return []
  const bins = Math.min(MOST_BINS, Math.max(FEWEST_BINS, Math.ceil(Math.sqrt(count))))
  // All the same, or as good as: bins around the one value. Narrower ones would not be told apart in floating point.
  const [from, to] = highest / lowest < SAME ? [lowest / 1.05, highest * 1.05] : [lowest, highest]
  const factor = (to / from) ** (1 / bins)
  const edges = Array.from({ length: bins }, (_, index) => from * factor ** index)
  return [...edges, to]
}

/**
 * How many latencies fall into each bin. A bin begins at its lower end and ends before that of the next; the last one includes its end.
 * @param edgesMs as `latencyBins` gives them for these latencies and others
 */
export function countInBins(latenciesMs: readonly number[], edgesMs: readonly number[]): number[] {
  const counts = Array.from({ length: Math.max(0, edgesMs.length - 1) }, () => 0)
  for (const value of latenciesMs) {
    const next = edgesMs.findIndex((edge) => edge > value)
    const bin = next === -1 ? counts.length - 1 : next - 1
    if (bin >= 0 && counts[bin] !== undefined) counts[bin] += 1
  }
  return counts
}
