import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Dialog } from 'radix-ui'
import { takenText } from '#shared/votes/taken-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './votes.module.css'

/** Takes in what reviewers have saved from voting files, of whichever trial. @param props.trialId the one that is open */
export function TakeInAnswers({ trialId }: { trialId: string }) {
  const cache = useQueryClient()
  const take = useMutation(
    workbench.vote.importAnswers.mutationOptions({
      onSuccess: async () => {
        const keys = [workbench.vote.rate.key(), workbench.vote.sessions.key()]
        await Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })))
      },
    }),
  )
  const failure = take.isError ? readFailure(take.error) : null
  const refused = take.variables
  return (
    <Dialog.Root onOpenChange={() => take.reset()}>
      <Dialog.Trigger asChild>
        <Button>Take in answers…</Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']}>
          <Dialog.Title asChild>
            <h2>Take in answers</h2>
          </Dialog.Title>
          <Dialog.Description className={dialogStyles['text']}>
            What reviewers saved from a voting file and sent back. The same answers twice count once; newer ones of a
            reviewer take the place of the earlier ones.
          </Dialog.Description>
          <div className={styles['form']}>
            <FileDrop accept=".json,application/json" onFile={(file) => take.mutate({ file, replace: false })} />
            {failure !== null && (
              <Note look="bad">
                {failure.message}{' '}
                {failure.code === 'CHANGED_MEANWHILE' && refused !== undefined && (
                  <Button small onClick={() => take.mutate({ ...refused, replace: true })}>
                    Take these in their place
                  </Button>
                )}
              </Note>
            )}
            {take.data !== undefined && (
              <output className="small">
                {takenText(take.data)}
                {take.data.trialId !== trialId && (
                  <>
                    {' '}
                    That is another trial:{' '}
                    <Link to="/trials/$trialId/votes" params={{ trialId: take.data.trialId }}>
                      its votes
                    </Link>
                    .
                  </>
                )}
              </output>
            )}
          </div>
          <div className={dialogStyles['actions']}>
            <Dialog.Close asChild>
              <Button>Close</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
