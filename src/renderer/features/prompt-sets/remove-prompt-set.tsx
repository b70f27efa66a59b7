import { useMutation } from '@tanstack/react-query'
import type { PromptSet } from '#shared/domain/prompt-set.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useRefreshPromptSets } from './use-refresh-prompt-sets.ts'

export function RemovePromptSet({ set, onRemoved }: { set: PromptSet; onRemoved: () => void }) {
  const refresh = useRefreshPromptSets()
  const remove = useMutation(
    workbench.promptSet.remove.mutationOptions({
      onSuccess: async () => {
        onRemoved()
        await refresh()
      },
    }),
  )
  return (
    <>
      <ConfirmDialog
        trigger={<Button look="quiet">Remove…</Button>}
        title={`Remove ${set.name}?`}
        stay="Keep it"
        confirm="Remove"
        onConfirm={() => remove.mutate({ promptSetId: set.id })}
      >
        All its versions go with it. Trials that used it keep their own copy.
      </ConfirmDialog>
      {remove.isError && <span className="small alarm">Not removed. {readFailure(remove.error).message}</span>}
    </>
  )
}
