import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { SampleRole } from '#shared/domain/load.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { EarlierOutcome } from '#shared/domain/sample-row.ts'
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
}
