import type { Contender, ContenderStep } from '#shared/domain/plan.ts'

/** What a contender is asked for besides the prompt, step by step; what is left to the model is absent. */
export function settingsText(
  contender: Contender,
  workflowName: (step: ContenderStep) => string | null = ({ workflow }) => workflow?.name ?? null,
): string {
  const steps = [contender, ...contender.furtherSteps].map((step) => {
    const { modelName, parameters } = step
    const workflow = workflowName(step)
    const named = Object.entries(parameters)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    return [
      ...(contender.furtherSteps.length > 0 ? [modelName] : []),
      ...named,
      ...(workflow === null ? [] : [`workflow ${workflow}`]),
    ].join(', ')
  })
  return steps.join(', then ')
}
