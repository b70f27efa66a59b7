import { useMutation } from '@tanstack/react-query'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import styles from './trial-run.module.css'

const KEYS: ScreenKeys = {
  screen: 'Run',
  hints: [{ keys: ['P'], does: 'pause: what is in flight ends, nothing new is sent' }],
}

/** What can be done with a trial that runs. */
export function RunControls({ trialId, done }: { trialId: string; done: number }) {
  const pause = useMutation(workbench.trial.pause.mutationOptions())
  const cancel = useMutation(workbench.trial.cancel.mutationOptions())
  const cancelling = cancel.isPending || cancel.isSuccess
  const pausing = pause.isPending || pause.isSuccess
  const failed = cancel.error ?? pause.error

  useScreenKeys(KEYS)
  useKeys((event) => {
    if (event.key.toLowerCase() !== 'p' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (!pausing && !cancelling) pause.mutate({ trialId })
  })

  return (
    <>
      {failed === null ? (
        <span className="small two">
          <i className={styles['live']} aria-hidden="true" />
          {cancelling ? 'Stopping…' : pausing ? 'Pausing, what is in flight ends…' : 'Running'}
        </span>
      ) : (
        <span className="small alarm">{readFailure(failed).message}</span>
      )}
      <Button disabled={pausing || cancelling} onClick={() => pause.mutate({ trialId })}>
        Pause <kbd>P</kbd>
      </Button>
      <ConfirmDialog
        trigger={<Button disabled={cancelling}>Cancel…</Button>}
        title="Stop this trial?"
        stay="Keep running"
        confirm="Stop the trial"
        onConfirm={() => cancel.mutate({ trialId })}
      >
        Nothing new is sent, and what is in flight is given up. The {countText(done, 'finished sample')} and their
        pictures are kept, and the rest can be asked later.
      </ConfirmDialog>
    </>
  )
}
