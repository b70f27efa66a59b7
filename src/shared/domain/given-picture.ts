import type { Task } from './generation.ts'
import type { ImageRecord } from './image.ts'
import { isAsked } from './lane-load.ts'
import type { Case, ShownContender } from './plan.ts'

/** Whether a step of this task is given a picture; else it draws from the words alone. */
export function takesPicture(task: Task): boolean {
  return task !== 'generate'
}

/**
 * The picture that came with a prompt, for whoever judges what was made from it: one for all cases of the prompt. What a further step of
 * a pipeline is given is the result of the step before, and stands with that.
 * @param contenders of the trial
 * @returns null where the prompt has none, or no contender that is asked the case takes one
 */
export function givenPicture(
  contenders: readonly Pick<ShownContender, 'id' | 'task'>[],
  planCase: Pick<Case, 'picture' | 'skippedFor'>,
): ImageRecord | null {
  return contenders.some(({ id, task }) => takesPicture(task) && isAsked(id, planCase)) ? planCase.picture : null
}
