import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { AlertDialog } from 'radix-ui'
import { useState } from 'react'
import type { InvoiceImport } from '#shared/domain/invoice.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import dialog from '../../ui/dialog.module.css'
import { LoadingShape, Note } from '../../ui/states.tsx'
import { UndoChanges } from './undo-changes.tsx'

/** Takes an import back, once it has been shown what that changes. */
export function UndoInvoice({ taken }: { taken: InvoiceImport }) {
  const cache = useQueryClient()
  const [open, setOpen] = useState(false)
  const preview = useQuery({
    ...workbench.spend.previewUndo.queryOptions({ input: { importId: taken.id } }),
    enabled: open,
    // What it changes may be otherwise by now: a trial may have spent since.
    gcTime: 0,
  })
  const undo = useMutation(
    workbench.spend.undoInvoice.mutationOptions({
      onSuccess: async () => {
        setOpen(false)
        await cache.invalidateQueries({ queryKey: workbench.spend.key() })
        await cache.invalidateQueries({ queryKey: workbench.budget.key() })
      },
    }),
  )
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        undo.reset()
        setOpen(next)
      }}
    >
      <AlertDialog.Trigger asChild>
        <Button look="quiet" small aria-label={`Undo the import of ${taken.fileName}`}>
          Undo…
        </Button>
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={dialog['overlay']} />
        <AlertDialog.Content className={dialog['content']}>
          <AlertDialog.Title asChild>
            <h2>Undo the import of {taken.fileName}?</h2>
          </AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className={dialog['text']}>
              All its lines go, and what they had taken the place of stands again. The file can be taken in once more.
            </div>
          </AlertDialog.Description>
          {preview.isPending && <LoadingShape label="Looking at what would change" lines={3} />}
          {preview.isError && <Note look="bad">{readFailure(preview.error).message}</Note>}
          {preview.data !== undefined && <UndoChanges undo={preview.data} />}
          {undo.isError && <Note look="bad">Not undone. {readFailure(undo.error).message}</Note>}
          <div className={dialog['actions']}>
            <AlertDialog.Cancel asChild>
              <Button>Keep it</Button>
            </AlertDialog.Cancel>
            <Button
              look="alarm"
              disabled={preview.data === undefined || undo.isPending}
              onClick={() => undo.mutate({ importId: taken.id })}
            >
              Undo the import
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
