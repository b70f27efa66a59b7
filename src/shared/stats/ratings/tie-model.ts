/** Chances of a vote on two contenders; they add up to 1. */
export interface VoteChances {
  first: number
  second: number
  tie: number
}

/**
 * The Bradley–Terry model with ties: with strengths π the first is preferred in proportion to π₁, the second to π₂, and neither to
 * ν √(π₁π₂). Unlike counting a tie as half a win each it says how many ties to expect, and a tie tells most where it is least expected.
 * Source: Davidson, Journal of the American Statistical Association 65 (1970) 317–328.
 * @param difference of the logarithms of the strengths, first less second
 * @param logTie the logarithm of ν
 */
export function voteChances(difference: number, logTie: number): VoteChances {
  // The largest of the three exponents is taken out of all, so that none overflows.
  const largest = Math.max(Math.abs(difference) / 2, logTie)
  const first = Math.exp(difference / 2 - largest)
  const second = Math.exp(-difference / 2 - largest)
  const tie = Math.exp(logTie - largest)
  const whole = first + second + tie
  return { first: first / whole, second: second / whole, tie: tie / whole }
}

/** How often the first is preferred, with a tie for half a preference: from 0 to 1, and ½ for two that are alike. */
export function preferredShare({ first, tie }: VoteChances): number {
  return first + tie / 2
}

/**
 * What one vote tells of the two parameters (Fisher information): the covariance of what they multiply in the logarithm of the
 * likelihood, which is half the decision (1, −1 or 0) for the difference, and whether it is a tie for `logTie`.
 */
export function voteInformation({ first, second, tie }: VoteChances): {
  difference: number
  cross: number
  logTie: number
} {
  const lead = first - second
  return { difference: (first + second - lead * lead) / 4, cross: (-lead * tie) / 2, logTie: tie * (1 - tie) }
}
