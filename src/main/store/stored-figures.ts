import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { SampleRole } from '#shared/domain/load.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { EarlierOutcome, SamplePhases } from '#shared/domain/sample-row.ts'
import type { Disturbance, FailureClass, ImageFlag, Outcome } from '#shared/domain/sample.ts'

const NUMBERS = [
  'position',
  'caseIndex',
  'repeat',
  'seed',
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
  'reportedCold',
  'socketReused',
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
export interface PictureWords extends Pick<ImageRecord, 'format' | 'width' | 'height'> {
  flags: ImageFlag[]
  examined: boolean
}

/** What is another for each picture, in hexadecimal digits: 64, 16 and 64 of them. */
export interface PictureHashes {
  sha256: string
  perceptualHash: string | null
  pixelSha256: string | null
}

const [SHA256_BYTES, LOOK_BYTES] = [32, 8]

/** The samples of a trial column by column: some 350 bytes for each, where a row takes three thousand. */
export class FigureColumns {
  /** NaN stands for null; SQLite stores no NaN. */
  readonly numbers: Readonly<Record<(typeof NUMBERS)[number], Float64Array>>
  readonly words: SampleWords[] = []
  /** Has no entry where no picture came. */
  readonly pictures: (PictureWords | undefined)[]
  /** As bytes, which take less than half of what digits do. */
  readonly #sha256: Buffer
  readonly #looks: Buffer
  readonly #hasLook: Uint8Array
  /** Both are known of few samples, or of none. */
  readonly #pixels = new Map<number, string>()
  readonly #reportedSeeds: string[] = []

  /** @param count samples that will be added */
  constructor(count: number) {
    const columns = NUMBERS.map((name) => [name, new Float64Array(count).fill(NaN)])
    this.numbers = Object.fromEntries(columns) as FigureColumns['numbers']
    this.pictures = Array.from({ length: count })
    this.#sha256 = Buffer.alloc(count * SHA256_BYTES)
    this.#looks = Buffer.alloc(count * LOOK_BYTES)
    this.#hasLook = new Uint8Array(count)
  }

  /** @returns its place */
  add(numbers: StoredNumbers, words: SampleWords): number {
    const place = this.words.push(words) - 1
    this.put(place, numbers)
    return place
  }

  put(place: number, numbers: StoredNumbers): void {
    for (const name of NUMBERS) {
      const value = numbers[name]
      if (value !== undefined) this.numbers[name][place] = value ?? NaN
    }
  }

  /** What the provider says of the last attempt. */
  putReportedSeed(place: number, seed: string | null): void {
    if (seed !== null) this.#reportedSeeds[place] = seed
  }

  addPicture(place: number, words: PictureWords, { sha256, perceptualHash, pixelSha256 }: PictureHashes): void {
    this.pictures[place] = words
    this.#sha256.write(sha256, place * SHA256_BYTES, 'hex')
    if (perceptualHash !== null) {
      this.#looks.write(perceptualHash, place * LOOK_BYTES, 'hex')
      this.#hasLook[place] = 1
    }
    if (pixelSha256 !== null) this.#pixels.set(place, pixelSha256)
  }

  reportedSeed(place: number): string | null {
    return this.#reportedSeeds[place] ?? null
  }

  sha256(place: number): string {
    return this.#sha256.toString('hex', place * SHA256_BYTES, (place + 1) * SHA256_BYTES)
  }

  perceptualHash(place: number): string | null {
    return this.#hasLook[place] === 1 ? this.#looks.toString('hex', place * LOOK_BYTES, (place + 1) * LOOK_BYTES) : null
  }

  pixelSha256(place: number): string | null {
    return this.#pixels.get(place) ?? null
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
  get image(): SampleFigures['image'] {
    const words = this.#columns.pictures[this.#place]
    return words === undefined ? null : new ColumnImage(this.#columns, this.#place, words)
  }
  get perceptualHash(): string | null {
    return this.#columns.perceptualHash(this.#place)
  }
  get pixelSha256(): string | null {
    return this.#columns.pixelSha256(this.#place)
  }
  get seed(): number {
    return this.#columns.numbers.seed[this.#place] as number
  }
  get reportedSeed(): string | null {
    return this.#columns.reportedSeed(this.#place)
  }
  get reportedCold(): boolean | null {
    return this.#yesOrNo('reportedCold')
  }
  get socketReused(): boolean | null {
    return this.#yesOrNo('socketReused')
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
  #yesOrNo(name: 'reportedCold' | 'socketReused'): boolean | null {
    const value = this.#known(name)
    return value === null ? null : value === 1
  }
}

/** Its hash is spelled out where it is asked for: most only ask whether there is a picture. */
class ColumnImage implements NonNullable<SampleFigures['image']> {
  readonly #columns: FigureColumns
  readonly #place: number
  readonly format: ImageRecord['format']
  readonly width: number
  readonly height: number

  constructor(columns: FigureColumns, place: number, { format, width, height }: PictureWords) {
    this.#columns = columns
    this.#place = place
    this.format = format
    this.width = width
    this.height = height
  }

  get sha256(): string {
    return this.#columns.sha256(this.#place)
  }
}
