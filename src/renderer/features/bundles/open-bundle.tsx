import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { formatBytes } from '#shared/units/bytes.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { sendBundle } from '../../client/send-bundle.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './bundles.module.css'

/** Opens an evidence bundle, or says why it can't be relied on. */
export function OpenBundle() {
  const cache = useQueryClient()
  const [stop, setStop] = useState<AbortController | null>(null)
  const open = useMutation({
    mutationFn: async ({ file, signal }: { file: File; signal: AbortSignal }) => {
      const before = await cache.fetchQuery({ ...workbench.bundle.list.queryOptions(), staleTime: 0 })
      const opened = await sendBundle(file, signal)
      return { ...opened, wasOpen: before.some(({ id }) => id === opened.id) }
    },
    onSettled: () => cache.invalidateQueries({ queryKey: workbench.bundle.list.key() }),
  })
  function send(file: File): void {
    const controller = new AbortController()
    setStop(controller)
    open.mutate({ file, signal: controller.signal })
  }
  function giveUp(): void {
    stop?.abort()
    open.reset()
  }
  return (
    <Dialog.Root onOpenChange={giveUp}>
      <Dialog.Trigger asChild>
        <Button>Open an evidence bundle…</Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']}>
          <Dialog.Title asChild>
            <h2>Open an evidence bundle</h2>
          </Dialog.Title>
          <Dialog.Description className={dialogStyles['text']}>
            The zip that “Save as, Evidence bundle” wrote. Every byte of it is checked before it opens; then it can be
            looked at like a trial, and neither run nor changed.
          </Dialog.Description>
          <div className={styles['form']}>
            <FileDrop accept=".zip,application/zip" onFile={send} />
            {open.isPending && (
              <output className="small two">
                Checking every byte of {open.variables.file.name}, {formatBytes(open.variables.file.size)}…
              </output>
            )}
            {open.isError && <Note look="bad">{readFailure(open.error).message}</Note>}
            {open.data !== undefined && (
              <output className="small">
                {countText(open.data.fileCount, 'file')} of “{open.data.trialName}”, each as its manifest says.
                {open.data.wasOpen && ' It was open already.'}{' '}
                <Link to="/trials/$trialId/light-table" params={{ trialId: open.data.id }}>
                  Look at it
                </Link>
                <span className={`mono two ${styles['hash']}`}>Manifest {open.data.manifestSha256}</span>
              </output>
            )}
          </div>
          <div className={dialogStyles['actions']}>
            <Dialog.Close asChild>
              <Button>{open.isPending ? 'Cancel' : 'Close'}</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
