import type { Plan } from '#shared/domain/plan.ts'
import type { Draft } from './draft.ts'
import { designFromPlan } from './draft-design.ts'

/** What a preset changes in a draft: prompts without a text are none, and go; axes and what is left out stay as they were typed. */
export function changesFromPreset(
  draft: Draft,
  plan: Plan,
): Pick<Draft, 'prompts' | 'promptSet' | 'repeats' | 'design'> {
  const prompts = draft.prompts.filter(({ text }) => text.trim() !== '')
  const { axes, skips } = draft.design
  return {
    prompts: prompts.slice(0, plan.prompts.length),
    // Fewer than were chosen of a set are another choice than it says.
    promptSet: plan.prompts.length < prompts.length ? null : draft.promptSet,
    repeats: String(plan.repeats),
    design: { ...designFromPlan(plan), axes, skips },
  }
}
