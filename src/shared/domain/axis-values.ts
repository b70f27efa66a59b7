import { figureText } from '../units/count-text.ts'

/** A range that was mistyped must not become a bill. */
export const MOST_AXIS_VALUES = 200

/** `index` is the place of the value at fault, from 0; null where the fault is in the whole. */
export type AxisValues = { ok: true; values: string[] } | { ok: false; index: number | null; message: string }

/**
 * The values that a person writes in one line: `oil, ink, pastel`, or numbers with a gap that is filled in the steps of the two
 * before it: `1, 2, …, 10` (or `..` or `...`), `0.1, 0.2, …, 1`, `4, 3, …, 1`. Where values hold commas, `||` separates them.
 * Decimals are reckoned exactly. Values keep the way they are written; those that fill a gap are written as short as they can be.
 */
export function parseAxisValues(text: string): AxisValues {
  const separator = text.includes('||') ? '||' : ','
  const items = text.split(separator).map((item) => item.trim())
  const values: string[] = []
  for (const [index, item] of items.entries()) {
    if (item === '') return fault(index, emptyMessage(items, separator))
    if (!isGap(item)) {
      values.push(item)
      continue
    }
    const filled = fillGap(items.slice(Math.max(0, index - 2), index), items[index + 1])
    if (typeof filled === 'string') return fault(index, filled)
    values.push(...filled)
    if (values.length > MOST_AXIS_VALUES) break
  }
  return checkAxisValues(values)
}

/** Values that are given one by one. */
export function checkAxisValues(values: readonly string[]): AxisValues {
  if (values.length > MOST_AXIS_VALUES)
    return fault(
      null,
      `An axis has at most ${figureText(MOST_AXIS_VALUES)} values. Widen the steps, or split the trial.`,
    )
  const twice = values.findIndex((value, index) => values.indexOf(value) < index)
  if (twice !== -1)
    return fault(twice, `"${values[twice] ?? ''}" stands twice. Give each value once: repeats are asked for apart.`)
  return { ok: true, values: [...values] }
}

function isGap(item: string | undefined): boolean {
  return item === '…' || item === '..' || item === '...'
}

/** The values between `before` and `end`, without both; or what is wrong. */
function fillGap(before: readonly string[], end: string | undefined): string[] | string {
  const numbers = [...before, end].map((item) => (item === undefined ? null : readDecimal(item)))
  const [first, second, last] = numbers
  if (before.length < 2 || end === undefined || first == null || second == null || last == null)
    return 'The gap "…" needs two numbers before it, so that its steps are known, and one after it: 10, 20, …, 50.'
  const places = Math.max(first.places, second.places, last.places)
  const [from, next, to] = [atPlaces(first, places), atPlaces(second, places), atPlaces(last, places)]
  const step = next - from
  if (step === 0n) return `"${before.join(', ')}" has no step: the two numbers before "…" differ.`
  if ((to - next) / step < 0n || to > next !== step > 0n)
    return `"${end}" does not lie behind "${before[1] ?? ''}" in the direction of "${before.join(', ')}".`
  const rest = (to - next) % step
  if (rest !== 0n) {
    const nearest = writeDecimal(to - rest, places)
    return `"${end}" is not reached in steps of ${writeDecimal(step, places)} from "${before[1] ?? ''}". End at ${nearest}, or at ${writeDecimal(to - rest + step, places)}.`
  }
  const count = Number((to - next) / step) - 1
  if (count > MOST_AXIS_VALUES)
    return `The range has ${figureText(count)} values; at most ${figureText(MOST_AXIS_VALUES)} are taken.`
  return Array.from({ length: count }, (_, index) => writeDecimal(next + step * BigInt(index + 1), places))
}

interface Decimal {
  digits: bigint
  places: number
}

function readDecimal(text: string): Decimal | null {
  const found = /^([+-]?)(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text)
  if (found === null) return null
  const [, sign = '', whole = '', fraction = ''] = found
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), places: fraction.length }
}

function atPlaces({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places)
}

function writeDecimal(digits: bigint, places: number): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  const fraction = text.slice(text.length - places).replace(/0+$/, '')
  const whole = text.slice(0, text.length - places)
  return `${sign}${places === 0 ? text : whole}${places === 0 || fraction === '' ? '' : `.${fraction}`}`
}

function emptyMessage(items: readonly string[], separator: string): string {
  return items.length === 1
    ? 'Give at least one value.'
    : `There is an empty value: nothing stands between two "${separator}", or after the last.`
}

function fault(index: number | null, message: string): AxisValues {
  return { ok: false, index, message }
}
