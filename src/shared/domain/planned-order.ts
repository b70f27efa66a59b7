import { SampleRole } from './load.ts'
import type { PlannedSample } from './plan.ts'

/** Planned samples in the order of asking: an array of them is one. */
export interface PlannedSamples extends Iterable<PlannedSample> {
  readonly length: number
  at(index: number): PlannedSample | undefined
}

/** What an order is made of. Handed to another thread, the rows are shared, not copied. */
export interface PlannedRows {
  cells: Float64Array<SharedArrayBuffer>
  length: number
  contenderIds: readonly string[]
}

const CELLS_PER_ROW = 10
const SMALLEST_ROOM = 64
const ROLES = SampleRole.options

/**
 * The order of a trial as rows of numbers: 80 bytes a sample, in memory that threads share. As objects a hundred thousand samples came
 * to 140 MB on their way from the plan through the database to the thread that measures.
 */
export class PlannedOrder implements PlannedSamples {
  #cells: Float64Array<SharedArrayBuffer>
  #length: number
  readonly #contenderIds: string[]

  /** @param rows as `rows` gave them out */
  constructor({ cells, length, contenderIds }: PlannedRows) {
    this.#cells = cells
    this.#length = length
    this.#contenderIds = [...contenderIds]
  }

  static of(samples: Iterable<PlannedSample>): PlannedOrder {
    if (samples instanceof PlannedOrder) return samples
    const order = PlannedOrder.withRoom(Array.isArray(samples) ? samples.length : SMALLEST_ROOM)
    for (const planned of samples) order.add(planned)
    return order
  }

  /** An empty one. @param count how many are to come; it grows beyond that, at the price of a copy */
  static withRoom(count: number): PlannedOrder {
    return new PlannedOrder({ cells: room(Math.max(1, count)), length: 0, contenderIds: [] })
  }

  get length(): number {
    return this.#length
  }

  get rows(): PlannedRows {
    return { cells: this.#cells, length: this.#length, contenderIds: this.#contenderIds }
  }

  add(planned: PlannedSample): void {
    const { position, caseIndex, repeat, seed, role, stage, block, arrivalMs, idleMs } = planned
    const at = this.#length * CELLS_PER_ROW
    if (at === this.#cells.length) {
      const larger = room(2 * this.#length)
      larger.set(this.#cells)
      this.#cells = larger
    }
    const contender = this.#indexOf(planned.contenderId)
    const row = [
      position,
      contender,
      caseIndex,
      repeat,
      seed,
      ROLES.indexOf(role),
      stage,
      block,
      cell(arrivalMs),
      cell(idleMs),
    ]
    this.#cells.set(row, at)
    this.#length += 1
  }

  at(index: number): PlannedSample | undefined {
    if (index < 0 || index >= this.#length) return undefined
    const at = index * CELLS_PER_ROW
    const [position, contender, caseIndex, repeat, seed, role, stage, block, arrivalMs, idleMs] = this.#cells.subarray(
      at,
      at + CELLS_PER_ROW,
    ) as unknown as Row
    const [contenderId, roleName] = [this.#contenderIds[contender], ROLES[role]]
    if (contenderId === undefined || roleName === undefined) throw new Error(`Row ${index} of an order can’t be read.`)
    return {
      position,
      contenderId,
      caseIndex,
      repeat,
      seed,
      role: roleName,
      stage,
      block,
      arrivalMs: Number.isNaN(arrivalMs) ? null : arrivalMs,
      idleMs: Number.isNaN(idleMs) ? null : idleMs,
    }
  }

  [Symbol.iterator](): Iterator<PlannedSample> {
    return eachOf(this)
  }

  #indexOf(contenderId: string): number {
    const known = this.#contenderIds.indexOf(contenderId)
    return known >= 0 ? known : this.#contenderIds.push(contenderId) - 1
  }
}

/** The samples of each key, in their order; only where they stand is kept of them. */
export function groupPlanned<Key>(
  samples: PlannedSamples,
  keyOf: (planned: PlannedSample) => Key,
): Map<Key, PlannedSamples> {
  const places = new Map<Key, number[]>()
  let index = 0
  for (const planned of samples) {
    const key = keyOf(planned)
    const own = places.get(key)
    if (own === undefined) places.set(key, [index])
    else own.push(index)
    index += 1
  }
  return new Map([...places].map(([key, own]) => [key, new PickedSamples(samples, Int32Array.from(own))]))
}

/** @param samples by ascending position */
export function findPlanned(samples: PlannedSamples, position: number): PlannedSample | undefined {
  let low = 0
  let high = samples.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const planned = samples.at(middle)
    if (planned === undefined || planned.position === position) return planned
    if (planned.position < position) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

class PickedSamples implements PlannedSamples {
  readonly #samples: PlannedSamples
  readonly #places: Int32Array

  constructor(samples: PlannedSamples, places: Int32Array) {
    this.#samples = samples
    this.#places = places
  }

  get length(): number {
    return this.#places.length
  }

  at(index: number): PlannedSample | undefined {
    const place = this.#places[index]
    return place === undefined ? undefined : this.#samples.at(place)
  }

  [Symbol.iterator](): Iterator<PlannedSample> {
    return eachOf(this)
  }
}

type Row = [number, number, number, number, number, number, number, number, number, number]

function* eachOf(samples: PlannedSamples): Generator<PlannedSample, void, undefined> {
  for (let index = 0; index < samples.length; index += 1) {
    const planned = samples.at(index)
    if (planned !== undefined) yield planned
  }
}

function room(rows: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(rows * CELLS_PER_ROW * Float64Array.BYTES_PER_ELEMENT))
}

function cell(value: number | null): number {
  return value ?? Number.NaN
}
