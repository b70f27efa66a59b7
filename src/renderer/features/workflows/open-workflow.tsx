import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { StoredWorkflow } from '#shared/domain/workflow.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState, LoadingShape, Note } from '../../ui/states.tsx'
import { DeployedForm } from './deployed-form.tsx'
import { GraphWorkflow } from './graph-workflow.tsx'
import { HttpForm } from './http-form.tsx'

/** A workflow that is kept, whatever its kind. */
export function OpenWorkflow({ workflowId, onRemoved }: { workflowId: string; onRemoved: () => void }) {
  const detail = useQuery(workbench.workflow.get.queryOptions({ input: { workflowId } }))
  if (detail.isPending) return <LoadingShape label="Loading the workflow" lines={8} />
  if (detail.isError) {
    return <ErrorState title="This workflow can’t be read" error={detail.error} onRetry={() => void detail.refetch()} />
  }
  const { workflow } = detail.data
  const { content } = workflow
  const remove = <RemoveWorkflow workflow={workflow} onRemoved={onRemoved} />
  if (content.kind === 'comfyui') return <GraphWorkflow detail={detail.data} content={content} remove={remove} />
  if (content.kind === 'deployed') return <DeployedForm stored={{ ...workflow, content }} remove={remove} />
  return <HttpForm stored={{ ...workflow, content }} remove={remove} />
}

function RemoveWorkflow({ workflow, onRemoved }: { workflow: StoredWorkflow; onRemoved: () => void }) {
  const cache = useQueryClient()
  const remove = useMutation(
    workbench.workflow.remove.mutationOptions({
      onSuccess: () => {
        onRemoved()
        void cache.invalidateQueries({ queryKey: workbench.workflow.list.key() })
      },
    }),
  )
  return (
    <>
      <ConfirmDialog
        trigger={<Button look="quiet">Remove…</Button>}
        title={`Remove “${workflow.name}”?`}
        stay="Keep it"
        confirm="Remove workflow"
        onConfirm={() => remove.mutate({ workflowId: workflow.id })}
      >
        Trials that used it are kept, with their own copy.
      </ConfirmDialog>
      {remove.isError && <Note look="bad">Not removed. {readFailure(remove.error).message}</Note>}
    </>
  )
}
