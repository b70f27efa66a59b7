import { NEEDED_PAIRS } from '../stats/seed-honesty.ts'
import type { Plan } from './plan.ts'

export const PRESET_NAMES = ['smoke', 'standard', 'tail'] as const
export type PresetName = (typeof PRESET_NAMES)[number]

/** Samples of each contender that make a p99 with an interval (368) and leave room for failures. */
const TAIL_SAMPLES = 400
const STANDARD_BLOCKS = { count: 3, everyMinutes: 240 }

/**
 * A plan made as large as its purpose asks, in a closed loop.
 * - `smoke`: five prompts once: does it work at all.
 * - `standard`: twenty prompts, three repeats in three blocks of the day, and as many seed checks as tell: a decision.
 * - `tail`: all prompts as often as 400 samples of each contender take: the slow end.
 * A plan with fewer prompts keeps those it has. Axes, contenders and all else stay as they are.
 * @param cases cells that each contender is asked in one repeat, for `tail`; the plan's prompts if there are no axes
 */
export function applyPreset(name: PresetName, plan: Plan, cases: number): Plan {
  const { blocks: _blocks, ...rest } = plan
  const closed = { ...rest, load: { kind: 'closed' } as const, stop: { ...plan.stop, whenSaturated: false } }
  if (name === 'smoke') return { ...closed, prompts: plan.prompts.slice(0, 5), repeats: 1, warmUp: 0, seedChecks: 0 }
  if (name === 'standard')
    return {
      ...closed,
      prompts: plan.prompts.slice(0, 20),
      repeats: 3,
      blocks: STANDARD_BLOCKS,
      warmUp: Math.max(1, plan.warmUp),
      // With one seed per prompt its repeats tell as much.
      seedChecks: plan.seeds === 'per-prompt' ? plan.seedChecks : Math.max(NEEDED_PAIRS, plan.seedChecks),
    }
  return {
    ...closed,
    repeats: Math.max(1, Math.ceil(TAIL_SAMPLES / Math.max(1, cases))),
    warmUp: Math.max(1, plan.warmUp),
  }
}
