import { z } from 'zod'
import { Mark } from '../domain/mark.ts'
import { procedure } from './procedure.ts'

/** Stars, pass or fail, tags and notes that someone gives pictures whose contender is known. */
export const mark = {
  /** Of the samples that have any, in the order sent. */
  list: procedure.input(z.strictObject({ trialId: z.string() })).output(z.array(Mark)),
  /** Replaces what was noted of the sample. @returns what is kept */
  set: procedure.input(Mark).output(Mark),
}
