import type { Case, ShownContender, ShownPlan } from '#shared/domain/plan.ts'
import { pictureSeed } from '#shared/domain/picture-seed.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { stackedDimensions, type Arrangement } from './arrangement.ts'
import { keyAt, type Dimension, type DimensionId, type DimensionValue, type Place } from './dimensions.ts'
import { IS_SHOWN, SHOWINGS, type ComparedSets, type PictureFilter, type Showing } from './picture-filter.ts'
import { placeKey, type SamplesByPlace } from './samples-by-place.ts'

/** A row or a column of the table. */
export interface Line {
  key: string
  /** What all of its pictures share, in the order in which the dimensions are nested. */
  values: ReadonlyMap<DimensionId | 'rank', DimensionValue>
  /** null where they are of several. */
  planCase: Case | null
  seed: number | null
}

export interface GridCell extends Place {
  contender: ShownContender
  /** Undefined where it has not finished, or was never asked. */
  sample: SampleRow | undefined
}

export interface LightTable {
  rows: readonly Line[]
  columns: readonly Line[]
  /** By places of `rows` and `columns`; undefined where the trial has no such combination, or the filter leaves it out. */
  cell(row: number, column: number): GridCell | undefined
  /** Whether the trial has the combination of a cell that holds nothing: then the filter leaves it out. */
  isPlanned(row: number, column: number): boolean
  /** Where a picture lies; undefined where the filter or the arrangement leaves it out. */
  find(place: Place): { row: number; column: number } | undefined
  /** Rows without the filter. */
  unfilteredRows: number
  /** Such samples, whatever is filtered: of what is laid out, and of the whole trial. */
  counts: Record<Showing, { laidOut: number; all: number }>
  pictureCount: number
}

/** The pictures of a trial as a table. Every place of the plan has its cell, whether its sample has finished or not. */
export function arrangePictures(
  plan: ShownPlan,
  dimensions: readonly Dimension[],
  { samples, sets }: { samples: SamplesByPlace; sets: ComparedSets },
  arrangement: Arrangement,
  filter: PictureFilter,
): LightTable {
  const down = new LineMaker(plan, stackedDimensions(dimensions, arrangement))
  const across = new LineMaker(
    plan,
    dimensions.filter(({ id }) => id === arrangement.columns),
  )
  const paged = Object.entries(arrangement.only) as [DimensionId, string][]
  const isPagedOut = (place: Place): boolean => paged.some(([id, key]) => keyAt(id, place, plan) !== key)
  const everyRow = new Set<number>()
  const counts: LightTable['counts'] = {
    flagged: { laidOut: 0, all: 0 },
    different: { laidOut: 0, all: 0 },
    failed: { laidOut: 0, all: 0 },
    refused: { laidOut: 0, all: 0 },
  }
  const planned = new Set<string>()
  const kept = new Map<string, GridCell>()
  let pictureCount = 0
  for (const planCase of plan.cases) {
    for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
      const passes = sets.passes(planCase, repeat, filter)
      for (const contender of plan.contenders) {
        const place = { planCase, contenderId: contender.id, repeat }
        const sample = samples.get(placeKey(planCase.index, contender.id, repeat))
        const shown = sample === undefined ? [] : SHOWINGS.filter((show) => IS_SHOWN[show](sample))
        for (const show of shown) counts[show].all += 1
        if (isPagedOut(place)) continue
        for (const show of shown) counts[show].laidOut += 1
        everyRow.add(down.ordinal(place))
        planned.add(`${down.ordinal(place)} ${across.ordinal(place)}`)
        if (!passes) continue
        if (sample?.image !== null && sample !== undefined) pictureCount += 1
        kept.set(`${down.add(place)} ${across.add(place)}`, { ...place, contender, sample })
      }
    }
  }
  const rows = down.lines()
  const columns = across.lines()
  const rowPlaces = new Map(rows.map(({ key }, row) => [key, row]))
  const columnPlaces = new Map(columns.map(({ key }, column) => [key, column]))
  return {
    rows,
    columns,
    cell: (row, column) => kept.get(`${rows[row]?.key} ${columns[column]?.key}`),
    isPlanned: (row, column) => planned.has(`${rows[row]?.key} ${columns[column]?.key}`),
    find(place) {
      if (isPagedOut(place)) return undefined
      const row = rowPlaces.get(String(down.ordinal(place)))
      const column = columnPlaces.get(String(across.ordinal(place)))
      return row === undefined || column === undefined ? undefined : { row, column }
    },
    unfilteredRows: everyRow.size,
    counts,
    pictureCount,
  }
}

/** Gathers the rows, or the columns, that hold at least one picture, and puts them into the order of their dimensions. */
class LineMaker {
  readonly #plan: ShownPlan
  readonly #dimensions: readonly { dimension: Dimension; places: ReadonlyMap<string, number> }[]
  readonly #lines = new Map<number, { first: Place; planCase: Case | null; seed: number | null }>()

  constructor(plan: ShownPlan, dimensions: readonly Dimension[]) {
    this.#plan = plan
    this.#dimensions = dimensions.map((dimension) => ({
      dimension,
      places: new Map(dimension.values.map(({ key }, place) => [key, place])),
    }))
  }

  /** A number that orders the lines: their values' places, the last dimension moving fastest. */
  ordinal(place: Place): number {
    let ordinal = 0
    for (const { dimension, places } of this.#dimensions) {
      ordinal = ordinal * places.size + placeIn(dimension, places, keyAt(dimension.id, place, this.#plan))
    }
    return ordinal
  }

  /** @returns the key of the line that the place is on */
  add(place: Place): number {
    const ordinal = this.ordinal(place)
    const seed = pictureSeed(this.#plan, { promptIndex: place.planCase.promptIndex, repeat: place.repeat })
    const line = this.#lines.get(ordinal)
    if (line === undefined) this.#lines.set(ordinal, { first: place, planCase: place.planCase, seed })
    else {
      if (line.planCase !== place.planCase) line.planCase = null
      if (line.seed !== seed) line.seed = null
    }
    return ordinal
  }

  lines(): Line[] {
    const ordered = [...this.#lines].toSorted(([one], [other]) => one - other)
    return ordered.map(([ordinal, { first, planCase, seed }]) => ({
      key: String(ordinal),
      values: new Map<DimensionId | 'rank', DimensionValue>(
        this.#dimensions.map(({ dimension, places }) => {
          const value = dimension.values[placeIn(dimension, places, keyAt(dimension.id, first, this.#plan))]
          if (value === undefined) throw new Error(`${dimension.label} has lost a value.`)
          return [dimension.id, value]
        }),
      ),
      planCase,
      seed,
    }))
  }
}

/** @throws Error where the dimension has no such value: a picture must not be laid in another one's place */
function placeIn({ label }: Dimension, places: ReadonlyMap<string, number>, key: string): number {
  const place = places.get(key)
  if (place === undefined) throw new Error(`${label} has no value ${key}.`)
  return place
}
