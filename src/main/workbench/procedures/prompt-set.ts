import { importPrompts, previewPrompts } from '../import-prompts.ts'
import { writePrompts } from '../prompt-files/write-prompts.ts'
import { getPromptSet, listPromptSets, listVersions } from '../prompt-sets.ts'
import { samplePromptSet } from '../sample-prompt-set.ts'
import { ownPromptSet, savePromptSet } from '../save-prompt-set.ts'
import { procedures } from './base.ts'

/** As many as fit beside a set's name. */
const PICTURES_SHOWN = 9

export const promptSet = {
  list: procedures.promptSet.list.handler(({ context }) => listPromptSets(context)),
  get: procedures.promptSet.get.handler(({ input, context }) => getPromptSet(input, context)),
  versions: procedures.promptSet.versions.handler(({ input, context }) => listVersions(input.promptSetId, context)),
  preview: procedures.promptSet.preview.handler(({ input }) => previewPrompts(input)),
  import: procedures.promptSet.import.handler(({ input, context }) => importPrompts(input, context)),
  save: procedures.promptSet.save.handler(({ input, context }) => savePromptSet(input, context)),
  rename: procedures.promptSet.rename.handler(async ({ input: { promptSetId, name }, context }) => {
    await ownPromptSet(promptSetId, context)
    context.store.promptSets.rename(promptSetId, name)
    return ownPromptSet(promptSetId, context)
  }),
  remove: procedures.promptSet.remove.handler(async ({ input, context }) => {
    await ownPromptSet(input.promptSetId, context)
    context.store.promptSets.remove(input.promptSetId)
    return { removed: true as const }
  }),
  export: procedures.promptSet.export.handler(async ({ input: { format, ...wanted }, context }) => {
    const { prompts } = await getPromptSet(wanted, context)
    return { text: writePrompts(prompts, format), promptCount: prompts.length }
  }),
  pictures: procedures.promptSet.pictures.handler(({ input, context }) =>
    context.store.promptPictures(input.texts, PICTURES_SHOWN),
  ),
  sample: procedures.promptSet.sample.handler(({ input, context }) => samplePromptSet(input, context)),
}
