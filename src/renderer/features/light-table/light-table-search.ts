import { SoftCheckName } from '#shared/domain/soft-check.ts'
import { outerDimensions, type Arrangement } from './arrangement.ts'
import type { ComparedDimension, Dimension, DimensionId } from './dimensions.ts'
import { MARKINGS, NO_FILTER, SHOWINGS, type Marking, type PictureFilter, type Showing } from './picture-filter.ts'

/** How pictures of one prompt are compared: all beside each other, or two in one place. */
export const COMPARISONS = ['side-by-side', 'slider', 'flip', 'difference'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** What someone chose to look at; it lives in the address, so that a link or a reload shows the same. */
export interface LightTableSearch {
  /** Prompts where absent. */
  rows?: DimensionId
  /** Contenders where absent. */
  columns?: DimensionId
  /** From 1; the first where absent. */
  repeat?: number | 'all'
  /** The one value that is shown of dimensions on neither side, by their ids; all values of those that are absent. */
  only?: Partial<Record<DimensionId, string>>
  filter?: string
  show?: Showing
  marked?: Marking
  tag?: string
  /** The check that pictures of a row are put in order by; as planned where absent. */
  order?: SoftCheckName
  /** The prompt that is compared in full size, by its place in the plan from 0; absent while the table is shown. */
  open?: number
  /** The repeat of it, from 1; the one that the table shows where absent, else the first. */
  openRepeat?: number
  /** The contender of it, by its id; the plan's first where absent. */
  openContender?: string
  /** What the compared pictures differ in; where absent, contenders or the first that has several values. */
  across?: ComparedDimension
  /** Side by side where absent. */
  compare?: Exclude<Comparison, 'side-by-side'>
  /** The two pictures in one place, by their ids: the first two of those side by side where absent. */
  first?: string
  second?: string
  /** The pictures that stand side by side, by their ids: all where absent, as far as they have room. */
  among?: string[]
  /** The seed of the order in which pictures without names stand; absent while names are shown. */
  hidden?: number
}

/** Reads the part of the address after `?`. What makes no sense is left out, so that an old link still opens. */
export function readLightTableSearch(search: Record<string, unknown>): LightTableSearch {
  const read: LightTableSearch = {}
  const { compare, only } = search
  const repeat = search['repeat'] === 'all' ? 'all' : readCount(search['repeat'])
  const open = readCount(search['open'])
  const openRepeat = readCount(search['openRepeat'])
  const order = SoftCheckName.safeParse(search['order'])
  const rows = readDimension(search['rows'])
  const columns = readDimension(search['columns'])
  const across = readDimension(search['across'])
  const hidden = readCount(search['hidden'])
  const [filter, tag, openContender, first, second] = ['filter', 'tag', 'openContender', 'first', 'second'].map(
    (name) => readText(search[name]),
  )
  const show = SHOWINGS.find((value) => value === search['show'])
  const marked = MARKINGS.find((value) => value === readText(search['marked']))
  if (rows !== null) read.rows = rows
  if (columns !== null) read.columns = columns
  if (repeat === 'all' || (repeat !== null && repeat >= 1)) read.repeat = repeat
  if (typeof only === 'object' && only !== null) read.only = readOnly(only)
  if (typeof filter === 'string') read.filter = filter
  if (show !== undefined) read.show = show
  if (marked !== undefined) read.marked = marked
  if (typeof tag === 'string') read.tag = tag
  if (order.success) read.order = order.data
  if (open !== null) read.open = open
  if (openRepeat !== null && openRepeat >= 1) read.openRepeat = openRepeat
  if (typeof openContender === 'string') read.openContender = openContender
  if (across !== null && across !== 'prompt') read.across = across
  if (compare === 'slider' || compare === 'flip' || compare === 'difference') read.compare = compare
  if (typeof first === 'string') read.first = first
  if (typeof second === 'string') read.second = second
  if (Array.isArray(search['among'])) read.among = search['among'].map(String)
  if (hidden !== null) read.hidden = hidden
  return read
}

/** What the address asks for, as far as the trial has it: what lies on both sides, or on none, gives way to prompts and contenders. */
export function arrangementOf(search: LightTableSearch, dimensions: readonly Dimension[]): Arrangement {
  const has = (id: DimensionId | undefined): id is DimensionId => dimensions.some((dimension) => dimension.id === id)
  const rows = has(search.rows) ? search.rows : search.columns === 'prompt' ? 'contender' : 'prompt'
  const wanted = has(search.columns) ? search.columns : 'contender'
  const columns = wanted !== rows ? wanted : rows === 'contender' ? 'prompt' : 'contender'
  const only: Partial<Record<DimensionId, string>> = {}
  for (const { id, values } of outerDimensions(dimensions, { rows, columns })) {
    // Seeds decide repeats, or are the same in all of them: with one of them on a side, all repeats are laid out.
    const first = rows === 'seed' || columns === 'seed' ? undefined : '1'
    const asked =
      id !== 'repeat' ? search.only?.[id] : search.repeat === 'all' ? undefined : String(search.repeat ?? first)
    if (asked !== undefined && values.some(({ key }) => key === asked)) only[id] = asked
    else if (id === 'repeat' && search.repeat !== 'all' && first !== undefined) only[id] = first
  }
  return { rows, columns, only }
}

/** The address with another arrangement, and nothing in it that goes without saying. */
export function searchOf(
  search: LightTableSearch,
  { rows, columns, only }: Arrangement,
  dimensions: readonly Dimension[],
): LightTableSearch {
  const { rows: _rows, columns: _columns, repeat: _repeat, only: _only, ...rest } = search
  const { repeat, ...others } = only
  const isUsual = rows === 'prompt' && columns === 'contender'
  const hasRepeat = outerDimensions(dimensions, { rows, columns }).some(({ id }) => id === 'repeat')
  return {
    ...rest,
    ...(!isUsual && { rows, columns }),
    ...(hasRepeat && { repeat: repeat === undefined ? 'all' : Number(repeat) }),
    ...(Object.keys(others).length > 0 && { only: others }),
  }
}

export function filterOf({ filter, show, marked, tag }: LightTableSearch): PictureFilter {
  return { filter: filter ?? '', show: show ?? null, marking: marked ?? null, tag: tag ?? null }
}

/**
 * The address of the table, from that of a comparison. A table of one repeat turns to the one that was compared last.
 * @param repeat from 1
 */
export function searchClosed(search: LightTableSearch, { only }: Arrangement, repeat: number): LightTableSearch {
  const {
    open: _open,
    openRepeat: _repeat,
    openContender: _contender,
    across: _across,
    compare: _compare,
    first: _first,
    second: _second,
    among: _among,
    hidden: _hidden,
    ...rest
  } = search
  return only.repeat === undefined ? rest : { ...rest, repeat }
}

/** The address with another order of pictures in a row. */
export function searchWithOrder(
  { order: _order, ...search }: LightTableSearch,
  order: SoftCheckName | null,
): LightTableSearch {
  return order === null ? search : { ...search, order }
}

/** The address with another filter. */
export function searchWithFilter(search: LightTableSearch, next: Partial<PictureFilter>): LightTableSearch {
  const { filter: _filter, show: _show, marked: _marked, tag: _tag, ...rest } = search
  const { filter, show, marking, tag } = { ...filterOf(search), ...next }
  return {
    ...rest,
    ...(filter !== '' && { filter }),
    ...(show !== null && { show }),
    ...(marking !== null && { marked: marking }),
    ...(tag !== null && { tag }),
  }
}

export function hasFilter(filter: PictureFilter): boolean {
  return (Object.keys(NO_FILTER) as (keyof PictureFilter)[]).some((name) => filter[name] !== NO_FILTER[name])
}

function readCount(value: unknown): number | null {
  const number = typeof value === 'number' ? value : Number.NaN
  return Number.isInteger(number) && number >= 0 ? number : null
}

/** A text such as `7` comes back from the address as a number. */
function readText(value: unknown): string | null {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null
}

function readDimension(value: unknown): DimensionId | null {
  if (value === 'prompt' || value === 'contender' || value === 'repeat' || value === 'seed') return value
  return typeof value === 'string' && value.startsWith('axis:') ? (value as `axis:${string}`) : null
}

function readOnly(only: object): Partial<Record<DimensionId, string>> {
  return Object.fromEntries(
    Object.entries(only).flatMap(([name, value]) => {
      const id = readDimension(name)
      const key = value === '' ? '' : readText(value)
      return id === null || key === null ? [] : [[id, key]]
    }),
  )
}
