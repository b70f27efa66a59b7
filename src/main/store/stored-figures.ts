import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { SampleRole } from '#shared/domain/load.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { EarlierOutcome, SamplePhases } from '#shared/domain/sample-row.ts'
import type { Disturbance, FailureClass, ImageFlag, Outcome } from '#shared/domain/sample.ts'

const NUMBERS = [
  'position',
  'caseIndex',
  'repeat',
  'stage',
  'block',
  'idleMs',
  'dueMs',
  'startedMs',
  'finishedMs',
  'latencyMs',
  'serviceMs',
  'heldBackMs',
  'pollingSlackMs',
  'attempts',
  'chargeMicros',
  'reportedQueueMs',
  'reportedInferenceMs',
  'connectMs',
  'sendMs',
  'waitMs',
  'pollingMs',
  'receiveMs',
] as const

/** Some of the numbers of a sample, as the database gives them. */
export type StoredNumbers = Partial<Record<(typeof NUMBERS)[number], number | null>>

/** What is said of a sample in words. Few are different, so all that are equal share one. */
export interface SampleWords {
  contenderId: string
  role: SampleRole
  disturbance: Disturbance | null
  outcome: Outcome
  failureClass: FailureClass | null
  warnings: ParameterWarning[]
  earlier: EarlierOutcome[]
}

/** The same of its first picture. */
export interface PictureWords {
  flags: ImageFlag[]
  examined: boolean
}

/** The samples of a trial column by column: some 250 bytes for each, where a row takes a thousand and more. */
export class FigureColumns {
  /** NaN stands for null; SQLite stores no NaN. */
  readonly numbers: Readonly<Record<(typeof NUMBERS)[number], Float64Array>>
  readonly words: SampleWords[] = []
  /** Has no entry where no picture came. */
  readonly pictures: (PictureWords | undefined)[]

  /** @param count samples that will be added */
  constructor(count: number) {
    const columns = NUMBERS.map((name) => [name, new Float64Array(count).fill(NaN)])
    this.numbers = Object.fromEntries(columns) as FigureColumns['numbers']
    this.pictures = Array.from({ length: count })
  }

  add(numbers: StoredNumbers, words: SampleWords): void {
    this.put(this.words.push(words) - 1, numbers)
  }

  put(place: number, numbers: StoredNumbers): void {
    for (const name of NUMBERS) {
      const value = numbers[name]
      if (value !== undefined) this.numbers[name][place] = value ?? NaN
    }
  }

  /** One more of its attempts; what the last one added says is what counts. */
  addAttempt(place: number, numbers: StoredNumbers): void {
    this.numbers.attempts[place] = (this.numbers.attempts[place] as number) + 1
    this.put(place, numbers)
  }

  addPicture(place: number, words: PictureWords): void {
    this.pictures[place] = words
  }

  /** Finds the places of positions that are asked in ascending order. */
  follow(): (position: number) => number {
    const { position: positions } = this.numbers
    let place = 0
    return (position) => {
      while (place < positions.length && positions[place] !== position) place += 1
      if (place === positions.length) throw new Error(`There is no sample in position ${position}.`)
      return place
    }
  }

  /** All samples, in the order in which they were added. They read the columns. */
  views(): SampleFigures[] {
    return this.words.map((_, place) => new ColumnFigures(this, place))
  }
}

class ColumnFigures implements SampleFigures {
  readonly #columns: FigureColumns
  readonly #place: number

  constructor(columns: FigureColumns, place: number) {
    this.#columns = columns
    this.#place = place
  }

  get contenderId(): string {
    return this.#words.contenderId
  }
  get role(): SampleRole {
    return this.#words.role
  }
  get disturbance(): Disturbance | null {
    return this.#words.disturbance
  }
  get outcome(): Outcome {
    return this.#words.outcome
  }
  get failureClass(): FailureClass | null {
    return this.#words.failureClass
  }
  get earlier(): EarlierOutcome[] {
    return this.#words.earlier
  }
  get warnings(): ParameterWarning[] {
    return this.#words.warnings
  }
  get image(): object | null {
    return this.#columns.pictures[this.#place] ?? null
  }
  get flags(): ImageFlag[] {
    return this.#columns.pictures[this.#place]?.flags ?? []
  }
  get examined(): boolean | null {
    return this.#columns.pictures[this.#place]?.examined ?? null
  }
  get position(): number {
    return this.#columns.numbers.position[this.#place] as number
  }
  get caseIndex(): number {
    return this.#columns.numbers.caseIndex[this.#place] as number
  }
  get repeat(): number {
    return this.#columns.numbers.repeat[this.#place] as number
  }
  get stage(): number {
    return this.#columns.numbers.stage[this.#place] as number
  }
  get block(): number {
    return this.#columns.numbers.block[this.#place] as number
  }
  get idleMs(): number | null {
    return this.#known('idleMs')
  }
  get dueMs(): number {
    return this.#columns.numbers.dueMs[this.#place] as number
  }
  get startedMs(): number {
    return this.#columns.numbers.startedMs[this.#place] as number
  }
  get finishedMs(): number {
    return this.#columns.numbers.finishedMs[this.#place] as number
  }
  get latencyMs(): number {
    return this.#columns.numbers.latencyMs[this.#place] as number
  }
  get serviceMs(): number {
    return this.#columns.numbers.serviceMs[this.#place] as number
  }
  get heldBackMs(): number {
    return this.#columns.numbers.heldBackMs[this.#place] as number
  }
  get attempts(): number {
    return this.#columns.numbers.attempts[this.#place] as number
  }
  get pollingSlackMs(): number | null {
    return this.#known('pollingSlackMs')
  }
  get chargeMicros(): number | null {
    return this.#known('chargeMicros')
  }
  get reportedQueueMs(): number | null {
    return this.#known('reportedQueueMs')
  }
  get reportedInferenceMs(): number | null {
    return this.#known('reportedInferenceMs')
  }
  get phases(): SamplePhases {
    return {
      connectMs: this.#known('connectMs'),
      sendMs: this.#known('sendMs'),
      waitMs: this.#known('waitMs'),
      pollingMs: this.#known('pollingMs'),
      receiveMs: this.#known('receiveMs'),
    }
  }

  get #words(): SampleWords {
    return this.#columns.words[this.#place] as SampleWords
  }

  #known(name: (typeof NUMBERS)[number]): number | null {
    const value = this.#columns.numbers[name][this.#place] as number
    return Number.isNaN(value) ? null : value
  }
}
