import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PromptSet, PromptSetVersion } from '#shared/domain/prompt-set.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay } from '../../ui/format-time.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Note } from '../../ui/states.tsx'
import { beginEditing, finishEditing } from './edit-prompts.ts'
import { ExportPromptSet } from './export-prompt-set.tsx'
import { LeaveQuestion } from './leave-question.tsx'
import { PromptTable } from './prompt-table.tsx'
import styles from './prompt-sets.module.css'
import { RemovePromptSet } from './remove-prompt-set.tsx'
import { SamplePromptSet } from './sample-prompt-set.tsx'
import { PromptSetTitle } from './prompt-set-title.tsx'
import { useRefreshPromptSets } from './use-refresh-prompt-sets.ts'
import { VersionList } from './version-list.tsx'

interface PromptSetEditorProps {
  set: PromptSet & { shipped: boolean }
  versions: readonly PromptSetVersion[]
  onVersion: (version: number | null) => void
  onKept: (promptSetId: string) => void
  onRemoved: () => void
}

type View = 'prompts' | 'sample' | 'versions'

/** A version of a set: its prompts to be edited, samples to be drawn from it, its other versions. */
export function PromptSetEditor({ set, versions, onVersion, onKept, onRemoved }: PromptSetEditorProps) {
  const refresh = useRefreshPromptSets()
  const [view, setView] = useState<View>('prompts')
  const [begun] = useState(() => beginEditing(set.prompts))
  const [editing, setEditing] = useState(begun)
  const newest = versions[0]?.version ?? set.version
  const isOld = set.version !== newest
  const { prompts, emptyNumber } = finishEditing(editing)
  const changed = editing !== begun
  const save = useMutation(
    workbench.promptSet.save.mutationOptions({
      onSuccess: async ({ id }) => {
        await refresh()
        onKept(id)
      },
    }),
  )
  const keep = (description: string) => save.mutate({ promptSetId: set.id, basedOn: newest, description, prompts })
  const saveApart = () =>
    save.mutate({
      promptSetId: null,
      name: `${set.name.slice(0, 100)}, version ${set.version} changed`,
      description: `From “${set.name}”, version ${set.version}, changed.`,
      prompts,
    })

  return (
    <div className={styles['editor']}>
      <header className={styles['heading']}>
        <div className={styles['title']}>
          <PromptSetTitle set={set} />
          <p className="small two">
            {countText(editing.rows.length, 'prompt')}, version {set.version}
            {isOld ? ` of ${newest}` : ''}, {set.shipped ? 'ships with Assay' : `saved ${formatDay(set.createdAt)}`}
            {set.description !== '' && `. ${set.description}`}
          </p>
        </div>
        <Segmented<View>
          label="Of this set"
          value={view}
          options={[
            { value: 'prompts', label: 'Prompts' },
            { value: 'sample', label: 'Sample' },
            { value: 'versions', label: 'Versions' },
          ]}
          onChange={setView}
        />
        <ExportPromptSet set={set} changed={changed} />
        {!set.shipped && <RemovePromptSet set={set} onRemoved={onRemoved} />}
      </header>
      <div className={styles['said']}>
        {isOld && (
          <Note>
            Version {set.version} as it was saved {formatDay(set.createdAt)}. It can be read and restored.{' '}
            <Button small disabled={save.isPending} onClick={() => keep(`Version ${set.version} restored.`)}>
              Restore it as version {newest + 1}
            </Button>{' '}
            <Button small look="quiet" onClick={() => onVersion(null)}>
              Back to the newest
            </Button>
          </Note>
        )}
        {save.isError && (
          <Note look="bad">
            {readFailure(save.error).message} Your changes are still here.{' '}
            {readFailure(save.error).code === 'CHANGED_MEANWHILE' && (
              <Button small onClick={saveApart}>
                Save mine as a new set
              </Button>
            )}
          </Note>
        )}
        {changed && (
          <div className={styles['unsaved']}>
            <Button
              look="primary"
              disabled={save.isPending || emptyNumber !== null || prompts.length === 0}
              onClick={() => keep('')}
            >
              {save.isPending ? 'Saving…' : set.shipped ? 'Save as a set of your own' : `Save version ${newest + 1}`}
            </Button>
            <Button look="quiet" disabled={save.isPending} onClick={() => setEditing(begun)}>
              Undo all changes
            </Button>
            <output className={emptyNumber === null && prompts.length > 0 ? 'small two' : 'small alarm'}>
              {prompts.length === 0
                ? 'A set needs a prompt.'
                : emptyNumber === null
                  ? `Not saved yet. Version ${set.version} stays as it is.`
                  : `Prompt ${emptyNumber} is empty.`}
            </output>
          </div>
        )}
      </div>
      {view === 'prompts' && <PromptTable editing={editing} readOnly={isOld} onChange={setEditing} />}
      {view === 'sample' && <SamplePromptSet set={set} changed={changed} onKept={onKept} />}
      {view === 'versions' && (
        <VersionList
          versions={versions}
          shown={set.version}
          changed={changed}
          onOpen={(version) => onVersion(version === newest ? null : version)}
        />
      )}
      <LeaveQuestion unsaved={changed && !save.isPending} />
    </div>
  )
}
