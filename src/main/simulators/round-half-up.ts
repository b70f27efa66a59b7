/** `numerator / denominator` rounded to an integer, halves up; exact for safe integers that are not negative. */
export function roundHalfUp(numerator: number, denominator: number): number {
  return Number((2n * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator)))
}
