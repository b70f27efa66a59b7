import { useMutation } from '@tanstack/react-query'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { Trial } from '#shared/domain/trial.ts'
import { DEFAULT_BALLOTS, MOST_BALLOTS } from '#shared/domain/voting-file.ts'
import { exportedText } from '#shared/votes/exported-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { TextField } from '../../ui/field.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Note } from '../../ui/states.tsx'
import { FIRST_FIELDS, VoteFields } from './vote-fields.tsx'
import styles from './votes.module.css'

/** Asks what a voting file shall hold, and saves it. */
export function ExportVotingFile({ trial }: { trial: Trial }) {
  const [fields, setFields] = useState(FIRST_FIELDS)
  const [typed, setTyped] = useState(String(DEFAULT_BALLOTS))
  const save = useMutation(
    workbench.vote.exportFile.mutationOptions({
      onSuccess: ({ file }) => saveFile(file.name, file, 'text/html'),
    }),
  )
  const ballots = /^\d+$/.test(typed.trim()) ? Number(typed) : 0
  const fits = ballots >= 1 && ballots <= MOST_BALLOTS
  const ready = fits && fields.questions.length > 0 && !save.isPending
  return (
    <Dialog.Root onOpenChange={() => save.reset()}>
      <Dialog.Trigger asChild>
        <Button disabled={trial.plan.contenders.length < 2}>Export a voting file…</Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']}>
          <Dialog.Title asChild>
            <h2>Export a voting file</h2>
          </Dialog.Title>
          <Dialog.Description className={dialogStyles['text']}>
            One HTML file with the pictures in it. Somebody without Assay opens it in a browser, judges blind, and sends
            the saved answers back. It holds no name, price or number of a contender.
          </Dialog.Description>
          <form
            className={styles['form']}
            onSubmit={(event) => {
              event.preventDefault()
              if (ready) save.mutate({ trialId: trial.id, ballots, ...fields })
            }}
          >
            <VoteFields trial={trial} value={fields} onChange={setFields} />
            <TextField
              label="Votes to ask for"
              numeric
              width="12ch"
              value={typed}
              onChange={setTyped}
              hint={fits ? undefined : `A whole number from 1 to ${MOST_BALLOTS}.`}
            />
            {save.isError && <Note look="bad">Not exported. {readFailure(save.error).message}</Note>}
            {save.data !== undefined && (
              <output className="small two">Saved. {exportedText(save.data, save.data.file.size)}</output>
            )}
            <div className={dialogStyles['actions']}>
              <Dialog.Close asChild>
                <Button>{save.data === undefined ? 'Not now' : 'Close'}</Button>
              </Dialog.Close>
              <Button look="primary" type="submit" disabled={!ready}>
                {save.isPending ? 'Exporting…' : save.data === undefined ? 'Export' : 'Export another'}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
