import { givenPicture } from '#shared/domain/given-picture.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { ShownPlan } from '#shared/domain/plan.ts'
import type { Line } from './arrange-pictures.ts'
import { promptKey } from './dimensions.ts'

/** The picture given with the prompt of a line; null where it is of several prompts, or nobody was given one. */
export function givenOfLine({ cases, contenders }: ShownPlan, { values, planCase }: Line): ImageRecord | null {
  const prompt = values.get('prompt')
  if (prompt === undefined) return null
  const own = planCase === null ? cases.filter((candidate) => promptKey(candidate) === prompt.key) : [planCase]
  return own.map((candidate) => givenPicture(contenders, candidate)).find((image) => image !== null) ?? null
}
