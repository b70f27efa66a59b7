/** Maps a value to a place in a chart, and says where its ticks stand. */
export interface Scale {
  at(value: number): number
  ticks: number[]
  /** The largest value on the scale. */
  maximum: number
}

/** A scale from zero whose end is a round number at or above `maximum`. */
export function linearScale(maximum: number, from: number, to: number, tickCount = 5): Scale {
  // All values may be 0 (free pictures): the scale then still needs a length.
  const largest = maximum > 0 ? maximum : 1
  const step = roundStep(largest / tickCount)
  const end = Math.ceil(largest / step - 1e-9) * step
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step)
  return { at: (value) => from + ((to - from) * value) / end, ticks, maximum: end }
}

/** A scale between round numbers that hold both values and zero. */
export function linearScaleAround(minimum: number, maximum: number, from: number, to: number, tickCount = 5): Scale {
  const [least, most] = [Math.min(0, minimum), Math.max(0, maximum)]
  const step = roundStep((most > least ? most - least : 1) / tickCount)
  const [first, last] = [Math.floor(least / step + 1e-9), Math.ceil(most / step - 1e-9)]
  const steps = Math.max(1, last - first)
  const ticks = Array.from({ length: steps + 1 }, (_, index) => (first + index) * step)
  return {
    at: (value) => from + ((to - from) * (value / step - first)) / steps,
    ticks,
    maximum: ticks.at(-1) as number,
  }
}

/** A logarithmic scale between round numbers (1, 2, 5, 10 …) that hold both values, which must be above zero. */
export function logarithmicScale(minimum: number, maximum: number, from: number, to: number): Scale {
  const ticks = roundNumbersAround(minimum, maximum)
  const low = Math.log(ticks[0] as number)
  const high = Math.log(ticks.at(-1) as number)
  return {
    at: (value) => from + ((to - from) * (Math.log(value) - low)) / (high - low),
    ticks,
    maximum: ticks.at(-1) as number,
  }
}

/** The next step of 1, 2 or 5 times a power of ten at or above a value. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10
  return factor * power
}

function roundNumbersAround(minimum: number, maximum: number): number[] {
  const numbers: number[] = []
  for (
    let exponent = Math.floor(Math.log10(minimum)) - 1;
    exponent <= Math.ceil(Math.log10(maximum)) + 1;
    exponent += 1
  ) {
    for (const factor of [1, 2, 5]) numbers.push(factor * 10 ** exponent)
  }
  const first = numbers.findLastIndex((number) => number <= minimum)
  const last = numbers.findIndex((number) => number >= maximum)
  return numbers.slice(first, Math.max(last, first + 1) + 1)
}
