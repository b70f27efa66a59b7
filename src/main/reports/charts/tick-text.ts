/** `0.5 s`, `20 s` */
export function secondsTick(seconds: number): string {
  return `${Number(seconds.toPrecision(3))} s`
}

/** `25 %` from 0.25 */
export function percentTick(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** `$1,000` from micro-dollars; cents where the steps are smaller than a dollar. */
export function dollarTick(micros: number): string {
  const dollars = Number((Math.abs(micros) / 1_000_000).toPrecision(6))
  return `${micros < 0 ? '−' : ''}$${dollars.toLocaleString('en-US', { maximumFractionDigits: 6 })}`
}

/** `50k` from 50,000 */
export function thousandsTick(count: number): string {
  return count < 1000 ? String(count) : `${Number((count / 1000).toPrecision(3))}k`
}
