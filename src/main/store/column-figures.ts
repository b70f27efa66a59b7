import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { SampleRole } from '#shared/domain/load.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { EarlierOutcome, SamplePhases } from '#shared/domain/sample-row.ts'
import type { Disturbance, FailureClass, ImageFlag, Outcome } from '#shared/domain/sample.ts'
import type { FigureColumns, PictureWords, SampleWords } from './stored-figures.ts'

/** All samples of the columns, in the order in which they were added. They read the columns, and hold nothing of their own. */
export function figuresOf(columns: FigureColumns): SampleFigures[] {
  return columns.words.map((_, place) => new ColumnFigures(columns, place))
}

type NumberName = keyof FigureColumns['numbers']

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

  #known(name: NumberName): number | null {
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
