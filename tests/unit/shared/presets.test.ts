import { describe, expect, test } from 'vitest'
import { Plan } from '#shared/domain/plan.ts'
import { applyPreset } from '#shared/domain/presets.ts'

const plan = Plan.parse({
  name: 'T',
  prompts: Array.from({ length: 30 }, (_, index) => ({ text: `prompt ${index}` })),
  contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell' }],
  repeats: 7,
  blocks: { count: 7, everyMinutes: 5 },
  axes: [{ parameter: 'steps', values: [4, 8] }],
  load: { kind: 'open', perMinute: 5 },
  stop: { whenSaturated: true },
})

describe('a preset', () => {
  test('is not the size it says', () => {
    expect(applyPreset('smoke', plan, 60)).toMatchObject({ repeats: 1, prompts: { length: 5 } })
    expect(applyPreset('standard', plan, 60)).toMatchObject({
      repeats: 3,
      prompts: { length: 20 },
      blocks: { count: 3 },
      warmUp: 1,
      seedChecks: 5,
    })
    // Its repeats ask with the same seeds as it is.
    expect(applyPreset('standard', { ...plan, seeds: 'per-prompt' }, 60).seedChecks).toBe(0)
    expect(applyPreset('smoke', { ...plan, seedChecks: 5 }, 60).seedChecks).toBe(0)
    const tail = applyPreset('tail', plan, 60)
    expect(tail.repeats * 60).toBeGreaterThanOrEqual(400)
    expect((tail.repeats - 1) * 60).toBeLessThan(400)
  })

  test('leaves something behind that contradicts it, or takes what is not its own', () => {
    for (const name of ['smoke', 'standard', 'tail'] as const) {
      const sized = applyPreset(name, plan, 60)
      expect(Plan.parse(sized)).toEqual(sized)
      expect(sized).toMatchObject({ load: { kind: 'closed' }, stop: { whenSaturated: false }, axes: plan.axes })
      expect(sized.blocks?.count ?? 1).toBeLessThanOrEqual(sized.repeats)
    }
  })
})
