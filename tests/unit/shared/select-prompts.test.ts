import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Prompt, PromptSample } from '#shared/domain/prompt.ts'
import { describeSelection, selectPrompts } from '#shared/domain/select-prompts.ts'

const prompts = fc
  .array(
    fc.record({ tags: fc.subarray(['a', 'b', 'c']), size: fc.option(fc.constantFrom('1', '2'), { nil: undefined }) }),
    { maxLength: 80 },
  )
  .map((parts) =>
    parts.map(({ tags, size }, index): Prompt => ({
      text: `prompt ${index}`,
      ...(tags.length > 0 && { tags }),
      ...(size !== undefined && { variables: { size } }),
    })),
  )
const seed = fc.nat({ max: 2_147_483_647 })
const by = fc.constantFrom<PromptSample['by']>(undefined, 'tags', { variable: 'size' })

function stratumOf({ tags = [], variables }: Prompt, wanted: PromptSample['by']): string {
  if (wanted === undefined) return ''
  return wanted === 'tags' ? tags.join() : String(variables?.['size'])
}

describe('a sample', () => {
  test('is of another size, holds a prompt twice, changes the order, or is another one the next time', () => {
    fc.assert(
      fc.property(prompts, fc.integer({ min: 1, max: 100 }), seed, by, (all, count, drawnBy, strata) => {
        const sample = { count, seed: drawnBy, ...(strata !== undefined && { by: strata }) }
        const drawn = selectPrompts(all, { sample })
        expect(drawn).toHaveLength(Math.min(count, all.length))
        expect(drawn).toEqual(all.filter((prompt) => drawn.includes(prompt)))
        expect(selectPrompts(structuredClone(all), { sample })).toEqual(drawn)
      }),
    )
  })

  test('gives a stratum more or less than its share, rounded', () => {
    fc.assert(
      fc.property(prompts, fc.integer({ min: 1, max: 100 }), seed, by, (all, count, drawnBy, strata) => {
        fc.pre(count < all.length && strata !== undefined)
        const drawn = selectPrompts(all, { sample: { count, seed: drawnBy, by: strata } })
        for (const stratum of new Set(all.map((prompt) => stratumOf(prompt, strata)))) {
          const within = (list: readonly Prompt[]) =>
            list.filter((prompt) => stratumOf(prompt, strata) === stratum).length
          const share = (count * within(all)) / all.length
          expect(within(drawn)).toBeGreaterThanOrEqual(Math.floor(share))
          expect(within(drawn)).toBeLessThanOrEqual(Math.ceil(share))
        }
      }),
    )
  })

  test('draws some prompts more often than others', () => {
    const all = Array.from({ length: 10 }, (_, index): Prompt => ({
      text: String(index),
      tags: [index < 5 ? 'a' : 'b'],
    }))
    for (const strata of [undefined, 'tags'] as const) {
      const counts = new Map<string, number>()
      for (let drawnBy = 0; drawnBy < 4000; drawnBy += 1) {
        const sample = { count: 3, seed: drawnBy, ...(strata !== undefined && { by: strata }) }
        for (const { text } of selectPrompts(all, { sample })) counts.set(text, (counts.get(text) ?? 0) + 1)
      }
      // 1,200 expected, with a standard deviation of 29: six of them would be a fault of one in many millions.
      for (const { text } of all) expect(Math.abs((counts.get(text) ?? 0) - 1200)).toBeLessThan(175)
    }
  })

  test('is drawn from prompts that the tags leave out', () => {
    const all: Prompt[] = [
      { text: '1', tags: ['a'] },
      { text: '2' },
      { text: '3', tags: ['b', 'c'] },
      { text: '4', tags: ['d'] },
    ]
    expect(selectPrompts(all, { tags: ['a', 'c'] }).map(({ text }) => text)).toEqual(['1', '3'])
    expect(selectPrompts(all, { tags: ['d'], sample: { count: 3, seed: 1 } }).map(({ text }) => text)).toEqual(['4'])
    expect(selectPrompts(all, { tags: ['x'] })).toEqual([])
  })

  test('is told in words that don’t let it be drawn again', () => {
    expect(describeSelection({}, 9)).toBeNull()
    expect(describeSelection({ tags: ['a', 'b'], sample: { count: 3, seed: 7, by: 'tags' } }, 9)).toBe(
      'tagged a or b; 3 of 9 prompts, drawn by seed 7 in proportion to their tags',
    )
    expect(describeSelection({ sample: { count: 9, seed: 7 } }, 9)).toBeNull()
  })
})
