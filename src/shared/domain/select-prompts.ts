import { createRandom } from '../stats/random.ts'
import { countText, figureText } from '../units/count-text.ts'
import type { Prompt, PromptSample, PromptSelection } from './prompt.ts'

/**
 * The prompts of a selection, in the order of the set. The same selection of the same prompts always gives the same ones.
 * @returns all that there are, where the sample asks for more
 */
export function selectPrompts(prompts: readonly Prompt[], { tags, sample }: PromptSelection): Prompt[] {
  const wanted = tags === undefined ? prompts : prompts.filter((prompt) => hasAny(prompt, tags))
  return sample === undefined ? [...wanted] : samplePrompts(wanted, sample)
}

function hasAny({ tags = [] }: Prompt, wanted: readonly string[]): boolean {
  return tags.some((tag) => wanted.includes(tag))
}

/**
 * A simple random sample without replacement; with `by`, one from each stratum in proportion to its size: the method of the
 * largest remainder (Hamilton), in which every stratum gets its share rounded down or up, and chance decides between equal
 * remainders.
 */
function samplePrompts(prompts: readonly Prompt[], { count, seed, by }: PromptSample): Prompt[] {
  if (count >= prompts.length) return [...prompts]
  const random = createRandom(seed)
  const strata = new Map<string, number[]>()
  for (const [index, prompt] of prompts.entries()) {
    const stratum = by === undefined ? '' : stratumOf(prompt, by)
    const members = strata.get(stratum)
    if (members === undefined) strata.set(stratum, [index])
    else members.push(index)
  }
  // Shuffled, and then put in the order of their remainders, which leaves equal ones in the order of chance.
  const shares = random.shuffle([...strata.values()]).map((members) => {
    const exact = count * members.length
    return { members, whole: Math.floor(exact / prompts.length), remainder: exact % prompts.length }
  })
  const left = count - shares.reduce((sum, { whole }) => sum + whole, 0)
  const drawn = shares
    .toSorted((one, other) => other.remainder - one.remainder)
    .flatMap(({ members, whole }, place) => random.shuffle(members).slice(0, whole + (place < left ? 1 : 0)))
  const chosen = new Set(drawn)
  return prompts.filter((_, index) => chosen.has(index))
}

/** Prompts without the variable are a stratum of their own, and so are those without a tag. */
function stratumOf({ tags = [], variables = {} }: Prompt, by: NonNullable<PromptSample['by']>): string {
  if (by === 'tags') return JSON.stringify(tags.toSorted())
  return Object.hasOwn(variables, by.variable) ? JSON.stringify(variables[by.variable]) : ''
}

/**
 * A selection in words, e.g. `tagged Arts; 50 of 66 prompts, drawn by seed 1 in proportion to their tags`.
 * @param taggedCount how many prompts have any of the tags: what is drawn from
 * @returns null for a selection of all
 */
export function describeSelection({ tags, sample }: PromptSelection, taggedCount: number): string | null {
  const parts: string[] = []
  if (tags !== undefined) parts.push(`tagged ${tags.join(' or ')}`)
  if (sample !== undefined && sample.count < taggedCount) {
    const { count, seed, by } = sample
    const strata = by === undefined ? '' : ` in proportion to their ${by === 'tags' ? 'tags' : by.variable}`
    parts.push(`${figureText(count)} of ${countText(taggedCount, 'prompt')}, drawn by seed ${seed}${strata}`)
  }
  return parts.length === 0 ? null : parts.join('; ')
}
