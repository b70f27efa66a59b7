import { AssayError } from '#shared/errors.ts'

/** What a number of an option may be; both ends are allowed unless `above` says that the lower is not. */
interface NumberLimits {
  least: number
  most: number
  above?: boolean
  whole?: boolean
}

/** A number as it was typed behind an option. @throws AssayError BAD_USAGE */
export function readNumberOption(name: string, text: string, limits: NumberLimits): number {
  const number = plainNumber(text)
  if (number === null || !fits(number, limits)) throw refused(name, takes(limits), text)
  return number
}

/** A share, as `0.25` or `25%`; 0 is one where it may be. @throws AssayError BAD_USAGE */
export function readShareOption(name: string, text: string, { above = false } = {}): number {
  const share = plainShare(text)
  if (share === null || !fits(share, { least: 0, most: 1, above })) {
    throw refused(name, `a share ${above ? 'above 0 and ' : ''}up to 1, as 0.25 or 25%`, text)
  }
  return share
}

/** Three numbers as `1-2-4`, or one for all three. @throws AssayError BAD_USAGE */
export function readRangeOption(
  name: string,
  text: string,
  { isShare = false } = {},
): { low: number; likely: number; high: number } {
  const parts = text.split('-').map(isShare ? plainShare : plainNumber)
  const [low = null, likely = low, high = likely] = parts
  const example = isShare ? '10%-20%-30%' : '1-2-4'
  if (low === null || likely === null || high === null || (parts.length !== 1 && parts.length !== 3)) {
    throw refused(name, `low-likely-high, as ${example}, or one number`, text)
  }
  if (low > likely || likely > high || (isShare && high > 1)) {
    throw refused(name, `${isShare ? 'shares up to 1 ' : 'numbers '}that ascend, as ${example}`, text)
  }
  return { low, likely, high }
}

function plainNumber(text: string): number | null {
  return /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null
}

function plainShare(text: string): number | null {
  const [, digits = '', percent] = /^(\d+(?:\.\d+)?)\s*(%)?$/.exec(text.trim()) ?? []
  if (digits === '') return null
  return percent === undefined ? Number(digits) : Number((Number(digits) / 100).toPrecision(12))
}

function fits(number: number, { least, most, above = false, whole = false }: NumberLimits): boolean {
  return (above ? number > least : number >= least) && number <= most && (!whole || Number.isInteger(number))
}

function takes({ least, most, above = false, whole = false }: NumberLimits): string {
  const kind = whole ? 'a whole number' : 'a number'
  return above
    ? `${kind} above ${least}, up to ${most.toLocaleString('en-US')}`
    : `${kind} from ${least} to ${most.toLocaleString('en-US')}`
}

function refused(name: string, what: string, text: string): AssayError {
  return new AssayError('BAD_USAGE', `${name} takes ${what}, not "${text}".`)
}
