/** Which samples are shown: all, or prompts where at least one contender's picture is flagged, missing or of another size. */
export type Showing = 'flagged' | 'missing' | 'other-size'

/** How pictures of one prompt are compared: all beside each other, or two in one place. */
export const COMPARISONS = ['side-by-side', 'slider', 'flip'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** What someone chose to look at; it lives in the address, so that a link or a reload shows the same. */
export interface LightTableSearch {
  /** From 1. */
  repeat?: number
  filter?: string
  show?: Showing
  /** The prompt that is compared in full size, by its place in the plan from 0; absent while the table is shown. */
  open?: number
  /** Side by side where absent. */
  compare?: Exclude<Comparison, 'side-by-side'>
  /** The contenders of the two in one place, by their ids: the plan's first two where absent. */
  first?: string
  second?: string
}

/** Reads the part of the address after `?`. What makes no sense is left out, so that an old link still opens. */
export function readLightTableSearch(search: Record<string, unknown>): LightTableSearch {
  const read: LightTableSearch = {}
  const repeat = readCount(search['repeat'])
  const open = readCount(search['open'])
  const show = search['show']
  if (repeat !== null && repeat >= 1) read.repeat = repeat
  if (open !== null) read.open = open
  // A filter such as `7` comes back from the address as a number.
  if (typeof search['filter'] === 'string' || typeof search['filter'] === 'number') {
    const filter = String(search['filter'])
    if (filter !== '') read.filter = filter
  }
  const { compare, first, second } = search
  if (compare === 'slider' || compare === 'flip') read.compare = compare
  // An id such as `7` comes back from the address as a number.
  if (typeof first === 'string' || typeof first === 'number') read.first = String(first)
  if (typeof second === 'string' || typeof second === 'number') read.second = String(second)
  if (show === 'flagged' || show === 'missing' || show === 'other-size') read.show = show
  return read
}

function readCount(value: unknown): number | null {
  const number = typeof value === 'number' ? value : Number.NaN
  return Number.isInteger(number) && number >= 0 ? number : null
}
