import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PromptSet } from '#shared/domain/prompt-set.ts'
import { describeSelection, selectPrompts } from '#shared/domain/select-prompts.ts'
import { figureText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { SelectField } from '../../ui/field.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { countTagged, EVERYTHING, readSelection, type SelectionDraft } from '../prompt-sets/selection-draft.ts'
import { SelectionFields } from '../prompt-sets/selection-fields.tsx'
import { draftPrompts, type Draft, type DraftPrompt, type DraftPromptSet } from './draft.ts'
import { PromptPictures } from './prompt-pictures.tsx'
import styles from './trial-design.module.css'

interface ChoosePromptSetProps {
  prompts: readonly DraftPrompt[]
  promptSet: DraftPromptSet | null
  onChange: (changes: Pick<Draft, 'prompts' | 'promptSet'>) => void
  onLeave: () => void
}

const OWN_LIST = ''

/** Takes prompts from a set that is kept: which version, which tags, a sample of them. */
export function ChoosePromptSet({ prompts, promptSet, onChange, onLeave }: ChoosePromptSetProps) {
  const cache = useQueryClient()
  const sets = useQuery(workbench.promptSet.list.queryOptions())
  const promptSetId = promptSet?.origin.promptSetId
  const known = sets.data?.some(({ id }) => id === promptSetId) === true
  const versions = useQuery(
    workbench.promptSet.versions.queryOptions({
      input: promptSetId === undefined || !known ? skipToken : { promptSetId },
    }),
  )
  const shown = useQuery(
    workbench.promptSet.get.queryOptions({
      input:
        promptSet === null || promptSetId === undefined || !known
          ? skipToken
          : { promptSetId, version: promptSet.origin.version },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
  const [failure, setFailure] = useState<unknown>(null)

  async function take(input: { promptSetId: string; version?: number }, selection: SelectionDraft) {
    setFailure(null)
    try {
      const set = await cache.fetchQuery(
        workbench.promptSet.get.queryOptions({
          input,
          // A version never changes; which one is the newest does.
          staleTime: input.version === undefined ? 0 : Number.POSITIVE_INFINITY,
        }),
      )
      onChange(prepare(set, selection))
    } catch (error) {
      setFailure(error)
    }
  }
  const own = sets.data?.filter(({ shipped }) => !shipped) ?? []
  const shipped = sets.data?.filter((set) => set.shipped) ?? []
  const gone = promptSet !== null && sets.data !== undefined && !known

  return (
    <>
      <div className={styles['line']}>
        <SelectField
          label="Prompt set"
          value={promptSetId ?? OWN_LIST}
          width="300px"
          options={[
            { value: OWN_LIST, label: 'none: typed or pasted here' },
            ...(gone ? [{ value: promptSetId ?? OWN_LIST, label: `${promptSet.origin.name}, removed` }] : []),
            ...own.map(({ id, name, promptCount }) => ({
              value: id,
              label: `${name}, ${figureText(promptCount)}`,
              group: 'Your sets',
            })),
            ...shipped.map(({ id, name, promptCount }) => ({
              value: id,
              label: `${name}, ${figureText(promptCount)}`,
              group: 'Ship with Assay',
            })),
          ]}
          onChange={(id) => {
            if (id === OWN_LIST) onLeave()
            else void take({ promptSetId: id }, EVERYTHING)
          }}
        />
        {promptSet !== null && promptSetId !== undefined && versions.data !== undefined && versions.data.length > 1 && (
          <SelectField
            label="Version"
            value={String(promptSet.origin.version)}
            width="190px"
            options={versions.data.map(({ version, promptCount }, place) => ({
              value: String(version),
              label: `${version}${place === 0 ? ', the newest' : ''}, ${figureText(promptCount)}`,
            }))}
            onChange={(version) => void take({ promptSetId, version: Number(version) }, promptSet.selection)}
          />
        )}
        {promptSet !== null && <PromptPictures prompts={prompts} />}
      </div>
      {sets.isError && (
        <ErrorState title="The prompt sets can’t be listed" error={sets.error} onRetry={() => void sets.refetch()} />
      )}
      {failure !== null && <ErrorState title="The prompt set can’t be read" error={failure} />}
      {promptSet !== null && promptSetId !== undefined && shown.data !== undefined && (
        <SelectionFields
          prompts={shown.data.prompts}
          selection={promptSet.selection}
          onChange={(selection) => void take({ promptSetId, version: promptSet.origin.version }, selection)}
        />
      )}
      {promptSet?.origin.selection !== undefined && (
        <p className={`small two ${styles['blockProblem']}`}>
          Version {promptSet.origin.version}, {promptSet.origin.selection}.
        </p>
      )}
    </>
  )
}

/** What the draft holds once a set is chosen. While the selection is half typed, the prompts are those without a sample. */
function prepare(set: PromptSet, typed: SelectionDraft): Pick<Draft, 'prompts' | 'promptSet'> {
  const there = new Set(set.prompts.flatMap(({ tags = [] }) => tags))
  const kept: SelectionDraft = { ...typed, tags: typed.tags.filter((tag) => there.has(tag)) }
  const taggedCount = countTagged(set.prompts, kept.tags)
  const { selection } = readSelection(kept, taggedCount)
  const words = describeSelection(selection, taggedCount)
  const origin = { promptSetId: set.id, name: set.name, version: set.version }
  return {
    prompts: draftPrompts(selectPrompts(set.prompts, selection)),
    promptSet: { origin: words === null ? origin : { ...origin, selection: words }, selection: kept, taggedCount },
  }
}
