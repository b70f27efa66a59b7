import { useBlocker } from '@tanstack/react-router'
import { AlertDialog } from 'radix-ui'
import { Button } from '../../ui/button.tsx'
import styles from '../../ui/dialog.module.css'

/** Asks before changes are left behind. The safe answer has the focus. */
export function LeaveQuestion({ unsaved }: { unsaved: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => unsaved,
    enableBeforeUnload: unsaved,
    withResolver: true,
  })
  return (
    <AlertDialog.Root open={status === 'blocked'}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles['overlay']} />
        <AlertDialog.Content className={styles['content']} onEscapeKeyDown={() => reset?.()}>
          <AlertDialog.Title asChild>
            <h2>Leave without saving?</h2>
          </AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className={styles['text']}>What you changed in this set is not saved and would be lost.</div>
          </AlertDialog.Description>
          <div className={styles['actions']}>
            <AlertDialog.Cancel asChild>
              <Button onClick={() => reset?.()}>Stay here</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look="alarm" onClick={() => proceed?.()}>
                Leave
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
