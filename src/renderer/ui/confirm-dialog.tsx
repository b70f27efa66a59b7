import { AlertDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button, type ButtonLook } from './button.tsx'
import styles from './dialog.module.css'

interface ConfirmDialogProps {
  trigger: ReactNode
  title: string
  children: ReactNode
  stay: string
  confirm: string
  confirmLook?: ButtonLook
  onConfirm: () => void
}

/** Asks before something that can't be taken back. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{props.trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles['overlay']} />
        <AlertDialog.Content className={styles['content']}>
          <AlertDialog.Title asChild>
            <h2>{props.title}</h2>
          </AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className={styles['text']}>{props.children}</div>
          </AlertDialog.Description>
          <div className={styles['actions']}>
            <AlertDialog.Cancel asChild>
              <Button>{props.stay}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look={props.confirmLook ?? 'alarm'} onClick={props.onConfirm}>
                {props.confirm}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
