import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PromptSet } from '#shared/domain/prompt-set.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import styles from './prompt-sets.module.css'
import { useRefreshPromptSets } from './use-refresh-prompt-sets.ts'

/** The name of a set, to be changed in its place. Its versions keep their content. */
export function PromptSetTitle({ set }: { set: PromptSet & { shipped: boolean } }) {
  const refresh = useRefreshPromptSets()
  const [typed, setTyped] = useState<string | null>(null)
  const rename = useMutation(
    workbench.promptSet.rename.mutationOptions({
      onSuccess: async () => {
        await refresh()
        setTyped(null)
      },
    }),
  )
  if (typed === null) {
    return (
      <div className={styles['nameLine']}>
        <h1>{set.name}</h1>
        {!set.shipped && (
          <Button look="quiet" small onClick={() => setTyped(set.name)}>
            Rename
          </Button>
        )}
      </div>
    )
  }
  return (
    <form
      className={styles['nameLine']}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') rename.mutate({ promptSetId: set.id, name: typed.trim() })
      }}
    >
      <h1 className="unseen">{set.name}</h1>
      <input
        type="text"
        aria-label="Name of the set"
        maxLength={120}
        value={typed}
        ref={(input) => input?.focus()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null)
        }}
      />
      <Button type="submit" small disabled={typed.trim() === '' || rename.isPending}>
        Rename
      </Button>
      <Button look="quiet" small onClick={() => setTyped(null)}>
        Leave it
      </Button>
      {rename.isError && <span className="small alarm">{readFailure(rename.error).message}</span>}
    </form>
  )
}
