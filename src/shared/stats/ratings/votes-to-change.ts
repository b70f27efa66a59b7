import { fitStrengths, type VoteTally } from './fit-strengths.ts'

/**
 * How many of the votes in which the first was preferred to the second would have to say the opposite for the second to be at least as
 * strong: two votes of 57,477 once decided who led a public table.
 * @returns null where even all of them would not do, because of what was voted on others
 */
export function votesToChange(tally: VoteTally, first: number, second: number): number | null {
  const { size } = tally
  const most = tally.wins[first * size + second] as number
  const leads = (flipped: number): boolean => {
    const wins = tally.wins.slice()
    wins[first * size + second] = most - flipped
    wins[second * size + first] = (wins[second * size + first] as number) + flipped
    const { logStrengths } = fitStrengths({ ...tally, wins })
    return (logStrengths[first] as number) > (logStrengths[second] as number)
  }
  if (!leads(0)) return 0
  if (leads(most)) return null
  // The lead falls with each flip, so the least number is found by halving.
  let [low, high] = [0, most]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (leads(middle)) low = middle
    else high = middle
  }
  return high
}
