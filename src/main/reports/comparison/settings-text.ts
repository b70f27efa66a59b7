import type { Contender } from '#shared/domain/plan.ts'

/** What a contender is asked for besides the prompt, step by step; what is left to the model is absent. */
export function settingsText(contender: Contender): string {
  const steps = [contender, ...contender.furtherSteps].map(({ modelName, parameters, workflow }) => {
    const named = Object.entries(parameters)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    return [
      ...(contender.furtherSteps.length > 0 ? [modelName] : []),
      ...named,
      ...(workflow === null ? [] : [`workflow ${workflow.name}`]),
    ].join(', ')
  })
  return steps.join(', then ')
}
