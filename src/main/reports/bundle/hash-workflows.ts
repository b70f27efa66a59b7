import { createHash } from 'node:crypto'
import type { WorkflowHash } from '#shared/domain/bundle.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'

/** Every workflow of a plan by a hash of what it does; what it is called does not count. */
export function hashWorkflows({ contenders }: Pick<FrozenPlan, 'contenders'>): WorkflowHash[] {
  return contenders.flatMap((contender) =>
    [contender, ...contender.furtherSteps].flatMap(({ workflow }, step) =>
      workflow === null
        ? []
        : {
            contenderId: contender.id,
            step,
            sha256: createHash('sha256').update(JSON.stringify(workflow.content)).digest('hex'),
          },
    ),
  )
}
