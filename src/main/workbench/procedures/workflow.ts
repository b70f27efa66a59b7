import { checkBindings } from '#main/providers/kit/comfy/check-comfy-workflow.ts'
import type { StoredWorkflow } from '#shared/domain/workflow.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from '../context.ts'
import { describeWorkflow, summariseWorkflow } from '../describe-workflow.ts'
import { importWorkflow } from '../import-workflow.ts'
import { readShippedTemplates, readShippedWorkflows } from '../shipped-workflows.ts'
import { tryWorkflow } from '../try-workflow.ts'
import { validateWorkflow } from '../validate-workflow.ts'
import { procedures } from './base.ts'

export const workflow = {
  try: procedures.workflow.try.handler(({ input, context, signal }) => tryWorkflow(input, context, signal)),
  list: procedures.workflow.list.handler(({ context }) => context.store.workflows.list().map(summariseWorkflow)),
  shipped: procedures.workflow.shipped.handler(({ context: { ports } }) =>
    readShippedWorkflows(ports.resourcesDirectory),
  ),
  templates: procedures.workflow.templates.handler(({ context: { ports } }) =>
    readShippedTemplates(ports.resourcesDirectory),
  ),
  get: procedures.workflow.get.handler(({ input, context }) => describeWorkflow(find(input.workflowId, context))),
  import: procedures.workflow.import.handler(({ input, context }) =>
    importWorkflow({ name: input.name, graph: input.graph }, context),
  ),
  save: procedures.workflow.save.handler(({ input: { workflowId, name, content }, context }) => {
    const known = workflowId === undefined ? null : find(workflowId, context)
    const saved: StoredWorkflow = {
      id: known?.id ?? context.ports.ids.next('workflow'),
      createdAt: known?.createdAt ?? context.ports.clock.now().toISOString(),
      name,
      content,
    }
    return keep(saved, context)
  }),
  rebind: procedures.workflow.rebind.handler(({ input: { workflowId, bindings, outputNodeId }, context }) => {
    const known = find(workflowId, context)
    if (known.content.kind !== 'comfyui') {
      throw new AssayError(
        'BAD_USAGE',
        `“${known.name}” is no ComfyUI graph: its inputs have the names that it states.`,
      )
    }
    return keep({ ...known, content: { ...known.content, bindings, outputNodeId } }, context)
  }),
  remove: procedures.workflow.remove.handler(({ input, context }) => {
    find(input.workflowId, context)
    context.store.workflows.remove(input.workflowId)
    return { removed: true as const }
  }),
  validate: procedures.workflow.validate.handler(({ input: { workflowId, provider, account }, context, signal }) =>
    validateWorkflow(find(workflowId, context), { provider, account }, context, signal),
  ),
}

function find(workflowId: string, { store }: Pick<WorkbenchContext, 'store'>): StoredWorkflow {
  const found = store.workflows.get(workflowId)
  if (found !== null) return found
  throw new AssayError('NOT_FOUND', `There is no workflow "${workflowId}" in this data folder.`)
}

/** Keeps it, unless a binding leads nowhere. */
function keep(workflow: StoredWorkflow, { store }: Pick<WorkbenchContext, 'store'>): StoredWorkflow {
  const { content, name } = workflow
  const problems = content.kind === 'comfyui' ? checkBindings(content) : []
  const [first] = problems
  if (first !== undefined) throw new AssayError('BAD_USAGE', `“${name}” can't be kept. ${first.message}`, { problems })
  store.workflows.put(workflow)
  return workflow
}
