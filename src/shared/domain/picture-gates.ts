import { z } from 'zod'
import { Estimate } from './estimate.ts'
import type { Task } from './generation.ts'
import type { SampleFigures } from './sample-figures.ts'
import type { ImageFlag } from './sample.ts'

/** What a picture must pass to be usable. A gate decides; a soft check (`soft-check.ts`) never does. */
export const PictureGate = z.enum(['decodes', 'format', 'size', 'not-black', 'not-blank', 'not-flat', 'not-repeated'])
export type PictureGate = z.infer<typeof PictureGate>

interface GateDescription {
  version: number
  title: string
  /** What is said of one picture that does not pass, and of several. */
  fails: string
  failMany: string
  /** What was found in a picture that does not pass; null where it shows only beside the others. */
  flag: ImageFlag | null
}

/** The one list of all gates, in the order in which they are judged. Bounds stand with the checks that find the flags. */
export const PICTURE_GATES: Readonly<Record<PictureGate, GateDescription>> = {
  decodes: { version: 1, title: 'Decodes', fails: 'damaged', failMany: 'damaged', flag: 'damaged' },
  format: {
    version: 1,
    title: 'Format as asked',
    fails: 'other format',
    failMany: 'of another format',
    flag: 'other-format',
  },
  size: { version: 1, title: 'Size as asked', fails: 'other size', failMany: 'of another size', flag: 'other-size' },
  'not-black': { version: 1, title: 'Not black', fails: 'black', failMany: 'black', flag: 'black' },
  'not-blank': { version: 1, title: 'Not blank', fails: 'blank', failMany: 'blank', flag: 'blank' },
  'not-flat': { version: 1, title: 'Not flat', fails: 'flat', failMany: 'flat', flag: 'flat' },
  'not-repeated': {
    version: 1,
    title: 'Another picture for another seed or prompt',
    fails: 'repeats another picture',
    failMany: 'repeats of another picture',
    flag: null,
  },
}

/** Whether a task gives another picture for another seed: what is only enlarged or cut out stays what it is. */
function drawsAnew(task: Task): boolean {
  return task === 'generate' || task === 'image-to-image'
}

/** How one picture was judged. */
export interface JudgedPicture {
  /** Gates that it does not pass; empty for a usable one. */
  failed: PictureGate[]
  /** Whether it is not known yet: nobody has looked into it yet, or its pixels were not compared with those of one that looks the same. */
  isOpen: boolean
}

/** The pictures of one contender by the gates. Samples without a picture, refused or failed, are in none of these numbers. */
export const GateTally = z.strictObject({
  pictures: z.int(),
  /** Pictures that pass every gate. */
  usable: z.int(),
  /** Pictures of which that is not known yet: not examined. The others fail. */
  open: z.int(),
  /** By gate; one picture may fail several. */
  failed: z.partialRecord(PictureGate, z.int()),
  /**
   * Micro-dollars: all charges, those of failures and refusals included, over the usable pictures alone. `unknown` where a charge is, or
   * where pictures are open.
   */
  costPerUsableMicros: Estimate,
})
export type GateTally = z.infer<typeof GateTally>

type Judged = Pick<
  SampleFigures,
  'image' | 'flags' | 'examined' | 'position' | 'seed' | 'caseIndex' | 'perceptualHash' | 'pixelSha256'
>

/**
 * Judges the pictures of one contender. Of several that are the same, in bytes or in pixels, the first passes, and each that was asked
 * with another seed or another prompt repeats it.
 * @param options.task of the contender, of a pipeline that of its first step
 * @returns by place among the rows; null where no picture came
 */
export function judgePictures(
  rows: readonly Judged[],
  { promptOf, task }: { promptOf: (caseIndex: number) => number; task: Task },
): (JudgedPicture | null)[] {
  const repeats = drawsAnew(task) ? findRepeats(rows, promptOf) : null
  return rows.map((row) => {
    if (row.image === null) return null
    const failed = PictureGate.options.filter((gate) => {
      const { flag } = PICTURE_GATES[gate]
      return flag === null ? repeats?.repeated.has(row) === true : row.flags.includes(flag)
    })
    return { failed, isOpen: failed.length === 0 && (row.examined !== true || repeats?.undecided.has(row) === true) }
  })
}

/**
 * Pictures that repeat an earlier one, and such that may: they look just the same and nobody has compared their pixels. What shows nothing
 * is left out, because all black pictures look the same.
 * @returns with them those whose pixels would tell
 */
export function findRepeats<Row extends Judged>(
  rows: readonly Row[],
  promptOf: (caseIndex: number) => number,
): { repeated: Set<Row>; undecided: Set<Row>; unhashed: Set<Row> } {
  const seen = new Map<string, { draw: string; row: Row }>()
  const looks = new Map<string, { draw: string; row: Row }>()
  const repeated = new Set<Row>()
  const undecided = new Set<Row>()
  const unhashed = new Set<Row>()
  for (const row of rows.toSorted((left, right) => left.position - right.position)) {
    if (row.image === null) continue
    const draw = `${promptOf(row.caseIndex)} ${row.seed}`
    const keys = [row.image.sha256, ...(row.pixelSha256 === null ? [] : [`pixels ${row.pixelSha256}`])]
    if (keys.some((key) => (seen.get(key)?.draw ?? draw) !== draw)) repeated.add(row)
    for (const key of keys) if (!seen.has(key)) seen.set(key, { draw, row })
    if (row.perceptualHash === null || row.flags.some((flag) => SHOWS_NOTHING.has(flag))) continue
    const like = looks.get(row.perceptualHash)
    if (like === undefined) looks.set(row.perceptualHash, { draw, row })
    else if (like.draw !== draw && !repeated.has(row) && (row.pixelSha256 === null || like.row.pixelSha256 === null)) {
      undecided.add(row)
      for (const one of [row, like.row]) if (one.pixelSha256 === null) unhashed.add(one)
    }
  }
  return { repeated, undecided, unhashed }
}

const SHOWS_NOTHING: ReadonlySet<ImageFlag> = new Set(['damaged', 'black', 'blank', 'flat'])
