import type { PromptSelection } from '#shared/domain/prompt.ts'
import type { PromptSetSummary } from '#shared/domain/prompt-set.ts'
import { describeSelection, selectPrompts } from '#shared/domain/select-prompts.ts'
import { AssayError } from '#shared/errors.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import type { WorkbenchContext } from './context.ts'
import { getPromptSet } from './prompt-sets.ts'
import { createPromptSet } from './save-prompt-set.ts'

/**
 * Makes a set of some prompts of another one. Its description says of which version, and how they were chosen, so that they can be
 * chosen again.
 * @throws AssayError NOT_FOUND, or BAD_USAGE where nothing fits or a sample asks for more than there is
 */
export async function samplePromptSet(
  asked: { promptSetId: string; version?: number | undefined; selection: PromptSelection; name?: string | undefined },
  context: Pick<WorkbenchContext, 'ports' | 'store'>,
): Promise<PromptSetSummary> {
  const { selection } = asked
  const set = await getPromptSet(asked, context)
  const { prompts, words } = choosePrompts(set, selection)
  const called = ` ${figureText(prompts.length)} of ${figureText(set.prompts.length)}`
  return createPromptSet(
    {
      name: asked.name ?? `${set.name.slice(0, 100)},${called}`,
      description: `From “${set.name}”, version ${set.version}: ${words ?? 'all of them'}.`,
      prompts,
    },
    context,
  )
}

/**
 * The prompts of a selection, and the selection in words.
 * @throws AssayError BAD_USAGE where nothing fits, or a sample asks for more than there is: it would be no sample
 */
export function choosePrompts(
  { name, prompts }: Pick<Awaited<ReturnType<typeof getPromptSet>>, 'name' | 'prompts'>,
  { tags, sample }: PromptSelection,
): { prompts: typeof prompts; words: string | null } {
  const tagged = selectPrompts(prompts, tags === undefined ? {} : { tags })
  if (tagged.length === 0) {
    const known = [...new Set(prompts.flatMap((prompt) => prompt.tags ?? []))].sort()
    const there = known.length === 0 ? 'None of them has a tag.' : `Its tags: ${known.slice(0, 40).join(', ')}.`
    throw new AssayError('BAD_USAGE', `No prompt of “${name}” is tagged ${tags?.join(' or ')}. ${there}`)
  }
  if (sample !== undefined && sample.count > tagged.length) {
    throw new AssayError(
      'BAD_USAGE',
      `A sample of ${figureText(sample.count)} can't be drawn from ${countText(tagged.length, 'prompt')} of “${name}”.`,
    )
  }
  const by = sample?.by
  if (
    by !== undefined &&
    by !== 'tags' &&
    !tagged.some(({ variables = {} }) => Object.hasOwn(variables, by.variable))
  ) {
    throw new AssayError('BAD_USAGE', `No prompt of “${name}” has the variable "${by.variable}" to be sampled by.`)
  }
  const selection: PromptSelection = { ...(tags && { tags }), ...(sample && { sample }) }
  return { prompts: selectPrompts(prompts, selection), words: describeSelection(selection, tagged.length) }
}
