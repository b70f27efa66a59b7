import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { Trial } from '#shared/domain/trial.ts'
import { Reviewer, REVIEWER_HINT } from '#shared/domain/vote.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { FIRST_FIELDS, VoteFields } from './vote-fields.tsx'
import styles from './votes.module.css'

const REVIEWER_KEY = 'assay-reviewer'

/** Asks who judges, what is asked, and how many pictures are shown at once. */
export function BeginVotesDialog({ trial }: { trial: Trial }) {
  const navigate = useNavigate()
  const [reviewer, setReviewer] = useState(() => localStorage.getItem(REVIEWER_KEY) ?? '')
  const [fields, setFields] = useState(FIRST_FIELDS)
  const begin = useMutation(
    workbench.vote.begin.mutationOptions({
      onSuccess: async ({ session }) => {
        localStorage.setItem(REVIEWER_KEY, session.reviewer)
        await navigate({ to: '/vote/$sessionId', params: { sessionId: session.id } })
      },
    }),
  )
  const named = Reviewer.safeParse(reviewer)
  const ready = named.success && fields.questions.length > 0 && !begin.isPending
  function start() {
    if (ready) begin.mutate({ trialId: trial.id, reviewer: named.data, ...fields })
  }
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild>
        <Button look="primary" disabled={trial.plan.contenders.length < 2}>
          Judge blind…
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']}>
          <Dialog.Title asChild>
            <h2>Judge blind</h2>
          </Dialog.Title>
          <Dialog.Description className={dialogStyles['text']}>
            Names, prices and numbers are hidden, sides are random. Some pairs come twice, sides swapped, to see how
            steady the judgement is. You can leave at any time and go on later.
          </Dialog.Description>
          <form
            className={styles['form']}
            onSubmit={(event) => {
              event.preventDefault()
              start()
            }}
          >
            <TextField
              label="Reviewer, by name or pseudonym"
              value={reviewer}
              onChange={setReviewer}
              hint={reviewer.trim() === '' || named.success ? undefined : REVIEWER_HINT}
            />
            <VoteFields trial={trial} value={fields} onChange={setFields} />
            {trial.status === 'running' && (
              <p className="small two">The trial still runs: pictures that land later can be judged later.</p>
            )}
            {begin.isError && <Note look="bad">Not begun. {readFailure(begin.error).message}</Note>}
            <div className={dialogStyles['actions']}>
              <Dialog.Close asChild>
                <Button>Not now</Button>
              </Dialog.Close>
              <Button look="primary" type="submit" disabled={!ready}>
                Begin
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
