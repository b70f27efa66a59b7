/** Weights that were read, or the line that does not fit, from 1. */
export type ReadTraffic = { ok: true; weights: number[] } | { ok: false; line: number; message: string }

const LENGTHS = [24, 168]

/**
 * Reads an hourly traffic curve: a weight a line, 24 for a day or 168 for a week from Monday 0:00 on. Before the weight may stand the number
 * of its hour, from 0, behind a comma, a semicolon or a tab. A first line of words is a header; empty lines are passed over. The unit of
 * the weights does not matter: pictures, requests or shares.
 */
export function readTraffic(text: string): ReadTraffic {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, cells: line.split(/[,;\t]/).map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first] = lines
  if (first !== undefined && first.cells.every((cell) => !/\d/.test(cell))) lines.shift()
  const weights: number[] = []
  for (const { number, cells } of lines) {
    const refuse = (message: string): ReadTraffic => ({
      ok: false,
      line: number,
      message: `Line ${number}: ${message}`,
    })
    if (cells.length > 2) return refuse('it takes a weight, or an hour and a weight.')
    const [hour, weight] = cells.length === 2 ? cells : [null, cells[0]]
    if (hour !== null && hour !== String(weights.length))
      return refuse(`hour ${weights.length} is expected here, not "${hour}".`)
    if (weight === undefined || !/^\d+(\.\d+)?$/.test(weight))
      return refuse(`a weight is a number of 0 or more with a decimal point, not "${weight}".`)
    weights.push(Number(weight))
  }
  const last = lines.at(-1)?.number ?? 1
  if (!LENGTHS.includes(weights.length)) {
    const message = `A traffic curve has 24 weights (a day) or 168 (a week from Monday on); this one has ${weights.length}.`
    return { ok: false, line: last, message }
  }
  if (weights.every((weight) => weight === 0)) return { ok: false, line: last, message: 'Every weight is 0.' }
  return { ok: true, weights }
}
