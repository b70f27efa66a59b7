/** Who leads between two weights of one criterion. `leaders` are places, several where they tie all along. */
export interface LeaderSegment {
  from: number
  to: number
  leaders: number[]
}

/** Lines that differ by less in the middle of a segment lie on each other. */
const SAME = 1e-12

/**
 * Who leads by the scores as the weight of one criterion goes from 0 to 1 and the others keep their proportions. A total is then a
 * straight line over the weight, t · s + (1 − t) · r with r the total of the others in proportion, so that the leader changes only where
 * two lines cross: the ends are exact, not those of a grid.
 * @param scores by contender, then by criterion
 * @param weights adding up to 1
 * @returns segments from 0 to 1 without a gap; null where the others weigh nothing, because they have no proportions then
 */
export function leaderSegments(
  scores: readonly (readonly number[])[],
  weights: readonly number[],
  criterion: number,
): LeaderSegment[] | null {
  const others = weights.reduce((sum, weight, place) => (place === criterion ? sum : sum + weight), 0)
  if (others <= 0 || scores.length === 0) return null
  const lines = scores.map((row) => {
    const alone = row[criterion] as number
    const rest = row.reduce(
      (sum, score, place) => (place === criterion ? sum : sum + score * ((weights[place] as number) / others)),
      0,
    )
    return { start: rest, slope: alone - rest }
  })
  const crossings = lines.flatMap((one, place) =>
    lines.slice(place + 1).flatMap((other) => {
      const at = (other.start - one.start) / (one.slope - other.slope)
      // A crossing at an end, but for rounding, leaves nothing on its other side.
      return at > SAME && at < 1 - SAME ? [at] : []
    }),
  )
  const ends = [0, ...new Set(crossings.toSorted((one, other) => one - other)), 1]
  const segments: LeaderSegment[] = []
  for (const [place, to] of ends.slice(1).entries()) {
    const from = ends[place] as number
    const leaders = leadersAt(lines, (from + to) / 2)
    const last = segments.at(-1)
    if (last !== undefined && last.leaders.join() === leaders.join()) last.to = to
    else segments.push({ from, to, leaders })
  }
  return segments
}

function leadersAt(lines: readonly { start: number; slope: number }[], at: number): number[] {
  const totals = lines.map(({ start, slope }) => start + slope * at)
  const best = Math.max(...totals)
  return totals.flatMap((total, place) => (total >= best - SAME ? [place] : []))
}
