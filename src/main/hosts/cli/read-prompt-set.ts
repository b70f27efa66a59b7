import { choosePrompts } from '#main/workbench/sample-prompt-set.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { PromptSample, type PromptSetChoice } from '#shared/domain/prompt.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findPromptSet } from './find-prompt-set.ts'
import type { ReadPromptSet } from './read-plan-file.ts'

/** Reads the sets that plan files name out of the data folder, which is opened only where one is named. */
export function promptSetsOf(options: CommonOptions, context: CommandContext): ReadPromptSet {
  return (choice) => withWorkbench(options, context, ({ client }) => readPromptSet(choice, client))
}

/**
 * The prompts that a plan file chooses of a set, and where they are from.
 * @throws AssayError NOT_FOUND, or BAD_USAGE where nothing fits what is chosen
 */
async function readPromptSet(
  { set: wanted, version, tags, sample }: PromptSetChoice,
  client: Workbench['client'],
): Promise<Pick<Plan, 'prompts' | 'promptSet'>> {
  const { id: promptSetId } = await findPromptSet(client, wanted)
  const set = await client.promptSet.get({ promptSetId, ...(version !== undefined && { version }) })
  const { prompts, words } = choosePrompts(set, {
    ...(tags !== undefined && { tags }),
    ...(sample !== undefined && {
      sample: typeof sample === 'number' ? PromptSample.parse({ count: sample }) : sample,
    }),
  })
  const origin = { promptSetId, name: set.name, version: set.version }
  return { prompts, promptSet: words === null ? origin : { ...origin, selection: words } }
}
