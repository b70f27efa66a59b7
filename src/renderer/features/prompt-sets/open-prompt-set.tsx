import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { workbench } from '../../client/client.ts'
import desk from '../../ui/desk.module.css'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { PromptSetEditor } from './prompt-set-editor.tsx'

interface OpenPromptSetProps {
  promptSetId: string
  /** What was saved as a set of its own. */
  onKept: (promptSetId: string) => void
  onRemoved: () => void
}

/** One set, in its newest version or an older one. */
export function OpenPromptSet({ promptSetId, onKept, onRemoved }: OpenPromptSetProps) {
  /** null for the newest. */
  const [version, setVersion] = useState<number | null>(null)
  const versions = useQuery(workbench.promptSet.versions.queryOptions({ input: { promptSetId } }))
  const set = useQuery(
    workbench.promptSet.get.queryOptions({
      input: { promptSetId, ...(version !== null && { version }) },
      placeholderData: keepPreviousData,
    }),
  )
  const error = set.error ?? versions.error
  if (error !== null) {
    return (
      <div className={desk['main']}>
        <ErrorState
          title="The prompt set can’t be opened"
          error={error}
          onRetry={() => {
            void set.refetch()
            void versions.refetch()
          }}
        />
      </div>
    )
  }
  if (set.data === undefined || versions.data === undefined) {
    return (
      <div className={desk['main']}>
        <LoadingShape label="Loading the prompts" lines={10} />
      </div>
    )
  }
  return (
    <PromptSetEditor
      key={`${set.data.id} ${set.data.version}`}
      set={set.data}
      versions={versions.data}
      onVersion={setVersion}
      onKept={(keptId) => {
        setVersion(null)
        if (keptId !== promptSetId) onKept(keptId)
      }}
      onRemoved={onRemoved}
    />
  )
}
