import { percentileRank } from './percentile.ts'

/** One measurement of one contender, with the prompt it was made of. */
export interface Observation {
  prompt: number
  value: number
}

/** Of values whose clusters are drawn again and again, the nearest-rank median of each drawing. null where nothing was drawn. */
export type DrawnMedian = (timesDrawn: Uint32Array) => number | null

/**
 * Sorts the values once and counts, at every so many of them, how many of each cluster lie up to there. A drawing then looks up in
 * which stretch its median lies, and walks that stretch alone: 2,000 drawings of 250,000 values of 50 prompts read some millions of
 * counts, where walking all values each time reads 500 million. The median is the same one to the last digit.
 * @param clusters the place of each prompt in `timesDrawn`
 */
export function drawnMedian(observations: readonly Observation[], clusters: ReadonlyMap<number, number>): DrawnMedian {
  const { values, owners } = sortByValue(observations, clusters)
  const clusterCount = clusters.size
  // As long as there are clusters: a stretch then costs as much to walk as its end costs to look up, and the counts take as much
  // memory as the values.
  const stretch = Math.max(1, clusterCount)
  const stretchCount = Math.ceil(values.length / stretch)
  const upTo = countUpTo(owners, clusterCount, { stretch, stretchCount })
  const drawnBefore = (stretchIndex: number, timesDrawn: Uint32Array): number => {
    const from = stretchIndex * clusterCount
    let drawn = 0
    for (let cluster = 0; cluster < clusterCount; cluster += 1) {
      drawn += (upTo[from + cluster] as number) * (timesDrawn[cluster] as number)
    }
    return drawn
  }
  return (timesDrawn) => {
    const drawn = drawnBefore(stretchCount, timesDrawn)
    if (drawn === 0) return null
    const rank = percentileRank(drawn, 0.5)
    let [low, high] = [0, stretchCount]
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (drawnBefore(middle, timesDrawn) < rank) low = middle
      else high = middle
    }
    let left = rank - drawnBefore(low, timesDrawn)
    for (let index = low * stretch; index < values.length; index += 1) {
      left -= timesDrawn[owners[index] as number] as number
      if (left <= 0) return values[index] as number
    }
    throw new Error(`Of ${drawn} drawn values, the one of rank ${rank} was not found.`)
  }
}

/** Row k: how many values of each cluster lie in the first k stretches. */
function countUpTo(
  owners: Uint32Array,
  clusterCount: number,
  { stretch, stretchCount }: { stretch: number; stretchCount: number },
): Uint32Array {
  const upTo = new Uint32Array((stretchCount + 1) * clusterCount)
  for (let row = 1; row <= stretchCount; row += 1) {
    const from = row * clusterCount
    upTo.copyWithin(from, from - clusterCount, from)
    const end = Math.min(row * stretch, owners.length)
    for (let index = (row - 1) * stretch; index < end; index += 1) {
      const place = from + (owners[index] as number)
      upTo[place] = (upTo[place] as number) + 1
    }
  }
  return upTo
}

function sortByValue(
  observations: readonly Observation[],
  clusters: ReadonlyMap<number, number>,
): { values: Float64Array; owners: Uint32Array } {
  const unordered = Float64Array.from(observations, ({ value }) => value)
  const order = Uint32Array.from(unordered.keys()).sort(
    (left, right) => (unordered[left] as number) - (unordered[right] as number),
  )
  return {
    values: Float64Array.from(order, (index) => unordered[index] as number),
    owners: Uint32Array.from(order, (index) => clusters.get((observations[index] as Observation).prompt) as number),
  }
}
