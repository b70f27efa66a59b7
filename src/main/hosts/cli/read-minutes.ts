import { AssayError } from '#shared/errors.ts'

const MINUTES_PER_UNIT: Record<string, number> = { min: 1, m: 1, h: 60, d: 1440, w: 10_080 }

/** Whole minutes of a time such as `30min`, `6h`, `14d` or `2w`, for an option. */
export function readMinutes(name: string): (text: string) => number {
  return (text) => {
    const [, count, unit] = /^(\d{1,6}) ?(min|[mhdw])$/.exec(text) ?? []
    const perUnit = unit === undefined ? undefined : MINUTES_PER_UNIT[unit]
    if (perUnit !== undefined && Number(count) > 0) return Number(count) * perUnit
    throw new AssayError('BAD_USAGE', `${name} takes a time such as 30min, 6h, 14d or 2w, not "${text}".`)
  }
}
