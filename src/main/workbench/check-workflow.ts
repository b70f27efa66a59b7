import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { PlannedStep } from '#shared/domain/planned-contender.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { Workflow, WorkflowKind } from '#shared/domain/workflow.ts'
import type { ReportProblem } from './plan-problem.ts'
import type { PlanSources } from './plan-sources.ts'

const KIND: Readonly<Record<WorkflowKind, string>> = {
  comfyui: 'a ComfyUI workflow in API format',
  deployed: 'a workflow that is deployed at the provider',
  http: 'a template of the calls to an API of your own',
}

/**
 * The workflow that a step brings.
 * @returns null where the model takes none, and `wrong` where one is needed and what is given can't be used: it has been reported
 */
export function checkWorkflow(
  planned: PlannedStep,
  adapter: ProviderAdapter,
  model: Model,
  sources: PlanSources,
  report: ReportProblem,
): Workflow | null | 'wrong' {
  const wrong = (message: string): 'wrong' => {
    report('workflow', message)
    return 'wrong'
  }
  if (model.workflow === null) {
    return planned.workflow === undefined ? null : wrong(`${model.name} takes no workflow. Leave it out.`)
  }
  if (planned.workflow === undefined) {
    return wrong(
      `${model.name} needs ${KIND[model.workflow]}. Import one, then name it here; "assay workflows" lists them.`,
    )
  }
  const workflow = sources.workflow(planned.workflow)
  if (workflow === null) {
    return wrong(
      `There is no workflow "${planned.workflow}" in this data folder. "assay workflows" lists those there are.`,
    )
  }
  const { content, name } = workflow
  if (content.kind !== model.workflow) {
    return wrong(`"${name}" is ${KIND[content.kind]}; ${model.name} needs ${KIND[model.workflow]}.`)
  }
  const problems = adapter.checkWorkflow?.(content, model) ?? []
  for (const { path, message } of problems) report('workflow', `"${name}"${path === '' ? '' : `, ${path}`}: ${message}`)
  return problems.length > 0 ? 'wrong' : workflow
}
