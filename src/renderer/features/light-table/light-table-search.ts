/** Which samples are shown: all, or prompts where at least one contender's picture is flagged, missing or of another size. */
export type Showing = 'flagged' | 'missing' | 'other-size'

/** What someone chose to look at; it lives in the address, so that a link or a reload shows the same. */
export interface LightTableSearch {
  /** From 1. */
  repeat?: number
  filter?: string
  show?: Showing
  /** The prompt that is compared in full size, by its place in the plan from 0; absent while the table is shown. */
  open?: number
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
  if (show === 'flagged' || show === 'missing' || show === 'other-size') read.show = show
  return read
}

function readCount(value: unknown): number | null {
  const number = typeof value === 'number' ? value : Number.NaN
  return Number.isInteger(number) && number >= 0 ? number : null
}
