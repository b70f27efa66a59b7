import { z } from 'zod'
import { Tag } from './prompt.ts'

export const Verdict = z.enum(['pass', 'fail'])
export type Verdict = z.infer<typeof Verdict>

export const MOST_STARS = 5
/** Characters of a note, at most. */
export const NOTE_LENGTH = 4000
/** Tags of a mark, at most. */
export const MOST_TAGS = 40

/** What someone noted of a sample by eye, knowing whose it is: kept beside blind votes, and never mixed with them. */
export const Mark = z.strictObject({
  sampleId: z.string(),
  stars: z.int().min(1).max(MOST_STARS).nullable(),
  verdict: Verdict.nullable(),
  tags: z.array(Tag).max(MOST_TAGS),
  note: z.string().trim().max(NOTE_LENGTH),
})
export type Mark = z.infer<typeof Mark>

/** Of a sample that nobody has marked. */
export function noMark(sampleId: string): Mark {
  return { sampleId, stars: null, verdict: null, tags: [], note: '' }
}

export function isMarked({ stars, verdict, tags, note }: Mark): boolean {
  return stars !== null || verdict !== null || tags.length > 0 || note !== ''
}
