import type { Problem } from '#shared/errors.ts'

export interface NumberRange {
  minimum: number
  maximum: number
  whole: boolean
}

/** A number as it was typed; one that does not fit is told, and its least value stands in for it. */
export function readNumberIn(problems: Problem[], path: string, text: string, range: NumberRange): number {
  const number = parseNumber(text)
  if (fits(number, range)) return number
  problems.push({ path, message: describeRange(range) })
  return range.minimum
}

export function fits(number: number | null, { minimum, maximum, whole }: NumberRange): number is number {
  return number !== null && number >= minimum && number <= maximum && (!whole || Number.isInteger(number))
}

export function describeRange({ minimum, maximum, whole }: NumberRange): string {
  const kind = whole ? 'a whole number' : 'a number'
  return `Type ${kind} from ${minimum.toLocaleString('en-US')} to ${maximum.toLocaleString('en-US')}`
}

/** A plain decimal number; null for anything else, an empty field included. */
export function parseNumber(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text.trim()) : null
}
