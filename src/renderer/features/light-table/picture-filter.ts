import { standsInGrid } from '#shared/domain/grid-sample.ts'
import { isMarked, type Mark } from '#shared/domain/mark.ts'
import type { Case } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'

/** What at least one of the pictures beside each other is: with a flag, of another size or format than asked, or not there at all. */
export const SHOWINGS = ['flagged', 'different', 'failed', 'refused'] as const
export type Showing = (typeof SHOWINGS)[number]

/** How at least one of them is marked: with so many stars or more, passed, rejected, with a note, or none of them at all. */
export const MARKINGS = ['1', '2', '3', '4', '5', 'pass', 'fail', 'noted', 'unmarked'] as const
export type Marking = (typeof MARKINGS)[number]

export interface PictureFilter {
  /** Words that name, prompt or a note holds, whatever their case. */
  filter: string
  show: Showing | null
  marking: Marking | null
  /** Of the prompt, or of a mark. */
  tag: string | null
}

export const NO_FILTER: PictureFilter = { filter: '', show: null, marking: null, tag: null }

/** The samples of one case in one repeat: what is compared, and what stays or goes together. */
interface ComparedSet {
  samples: SampleRow[]
  marks: Mark[]
}

/** Samples that have a place in the grid, by the case and the repeat that they are compared in. */
export class ComparedSets {
  readonly #sets = new Map<string, ComparedSet>()

  constructor(rows: readonly SampleRow[], marks: ReadonlyMap<string, Mark>) {
    for (const row of rows) {
      if (!standsInGrid(row)) continue
      const key = setKey(row.caseIndex, row.repeat)
      const set = this.#sets.get(key) ?? { samples: [], marks: [] }
      this.#sets.set(key, set)
      set.samples.push(row)
      const mark = marks.get(row.sampleId)
      if (mark !== undefined && isMarked(mark)) set.marks.push(mark)
    }
  }

  /** @param repeat from 0 */
  shows(planCase: Case, repeat: number, show: Showing): boolean {
    const { samples } = this.#of(planCase, repeat)
    return samples.some(IS_SHOWN[show])
  }

  passes(planCase: Case, repeat: number, { filter, show, marking, tag }: PictureFilter): boolean {
    const { marks } = this.#of(planCase, repeat)
    if (show !== null && !this.shows(planCase, repeat, show)) return false
    if (marking === 'unmarked' ? marks.length > 0 : marking !== null && !marks.some((mark) => fits(mark, marking)))
      return false
    if (tag !== null && !hasTag(planCase, tag) && !marks.some(({ tags }) => tags.includes(tag))) return false
    const words = wordsOf(filter)
    if (words.length === 0) return true
    const text = [planCase.name, planCase.prompt, ...marks.map(({ note }) => note)].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }

  #of({ index }: Case, repeat: number): ComparedSet {
    return this.#sets.get(setKey(index, repeat)) ?? NO_SET
  }
}

const NO_SET: ComparedSet = { samples: [], marks: [] }

/** Every tag of prompts and marks, in the order of the alphabet. */
export function tagsOf(cases: readonly Case[], marks: ReadonlyMap<string, Mark>): string[] {
  const tags = [
    ...cases.flatMap((planCase) => planCase.tags ?? []),
    ...[...marks.values()].flatMap((mark) => mark.tags),
  ]
  return [...new Set(tags)].toSorted((one, other) => one.localeCompare(other))
}

export const IS_SHOWN: Readonly<Record<Showing, (row: SampleRow) => boolean>> = {
  flagged: ({ flags }) => flags.length > 0,
  different: ({ flags }) => flags.includes('other-size') || flags.includes('other-format'),
  failed: ({ outcome }) => outcome === 'failed',
  refused: ({ outcome }) => outcome === 'refused',
}

function fits({ stars, verdict, note }: Mark, marking: Exclude<Marking, 'unmarked'>): boolean {
  if (marking === 'pass' || marking === 'fail') return verdict === marking
  if (marking === 'noted') return note !== ''
  return stars !== null && stars >= Number(marking)
}

function hasTag({ tags }: Case, tag: string): boolean {
  return tags?.includes(tag) ?? false
}

function wordsOf(filter: string): string[] {
  return filter.toLowerCase().split(/\s+/).filter(Boolean)
}

function setKey(caseIndex: number, repeat: number): string {
  return `${caseIndex} ${repeat}`
}
