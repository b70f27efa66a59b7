import { microsFromUsd } from '#shared/units/money.ts'
import type { Case, Contender, FrozenPlan, Plan } from '#shared/domain/plan.ts'
import type { CheckedContender } from './check-plan.ts'

/** A plan with everything filled in that a run will use. @param baseUrls address by contender id. */
export function freezePlan(
  plan: Plan,
  contenders: readonly CheckedContender[],
  baseUrls: ReadonlyMap<string, string>,
): FrozenPlan {
  return {
    name: plan.name,
    question: plan.question ?? null,
    contenders: contenders.map((contender): Contender => {
      const baseUrl = baseUrls.get(contender.planned.id)
      if (baseUrl === undefined) throw new Error(`No address was found for the contender ${contender.planned.id}.`)
      return {
        id: contender.planned.id,
        name: contender.name,
        position: contender.position,
        providerId: contender.adapter.descriptor.id,
        providerName: contender.adapter.descriptor.name,
        kind: contender.adapter.descriptor.kind,
        modelId: contender.model.id,
        modelName: contender.model.name,
        family: contender.model.family,
        account: contender.planned.account,
        baseUrl,
        parameters: contender.planned.parameters,
        concurrency: contender.planned.concurrency,
        price: contender.price,
        ceilingMicros: contender.ceilingMicros,
      }
    }),
    cases: plan.prompts.map((prompt, index): Case => ({
      index,
      name: prompt.name ?? shortTitle(prompt.text),
      prompt: prompt.text,
    })),
    repeats: plan.repeats,
    seed: plan.seed,
    seeds: plan.seeds,
    timeoutMs: plan.timeoutMs,
    retry: plan.retry,
    budgetMicros: plan.budgetUsd === undefined ? null : microsFromUsd(plan.budgetUsd),
  }
}

/** The first words of a prompt, cut at a word before 48 characters. */
export function shortTitle(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= 48) return line
  const cut = line.slice(0, 48)
  const lastSpace = cut.lastIndexOf(' ')
  return `${lastSpace > 20 ? cut.slice(0, lastSpace) : cut}…`
}
