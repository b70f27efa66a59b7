/** A linear axis from 0: where it ends, and the round values to mark. */
export interface LinearAxis {
  maximum: number
  ticks: number[]
}

/** An axis from 0 to the first round value at or above `highest`, with about `count` marks at 1, 2 or 5 times a power of ten. */
export function linearAxis(highest: number, count: number): LinearAxis {
  if (highest <= 0) return { maximum: 1, ticks: [0, 1] }
  const rough = highest / count
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((candidate) => candidate * magnitude >= rough) ?? 10) * magnitude
  const marks = Math.ceil(highest / step - 1e-9)
  return { maximum: marks * step, ticks: Array.from({ length: marks + 1 }, (_, index) => tidy(index * step)) }
}

/** Marks at 1, 2, 3, 5 times powers of ten between two positive values, which themselves end the axis. */
export function logTicks(lowest: number, highest: number): number[] {
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(lowest)); power <= Math.ceil(Math.log10(highest)); power += 1) {
    for (const factor of [1, 2, 3, 5]) {
      const tick = tidy(factor * 10 ** power)
      if (tick >= lowest && tick <= highest) ticks.push(tick)
    }
  }
  return ticks
}

/** Takes the binary dust off a decimal. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
