/** From `value` on, `share` of all has been reached. */
export interface EcdfStep {
  value: number
  share: number
}

/**
 * Empirical distribution as steps, one for each different value, ascending.
 * @param values those that were reached, in any order; not changed
 * @param total the denominator: all that were asked. Where it exceeds the number of values, the last share stays below 1.
 */
export function ecdf(values: readonly number[], total: number): EcdfStep[] {
  const steps: EcdfStep[] = []
  for (const [index, value] of Float64Array.from(values).sort().entries()) {
    const share = (index + 1) / total
    const last = steps.at(-1)
    if (last?.value === value) last.share = share
    else steps.push({ value, share })
  }
  return steps
}
