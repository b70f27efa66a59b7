import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { Trial } from '#shared/domain/trial.ts'
import { QUESTION_WORDS, VoteQuestion } from '#shared/domain/vote.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { JudgeEstimateText } from './judge-estimate-text.tsx'
import { FIRST_FIELDS, readCap, readJudgeFields, type JudgeFields } from './judge-draft.ts'
import styles from './judge.module.css'

/** Asks which model judges, at what price, how much, and what it may cost. */
export function StartJudgeDialog({ trial }: { trial: Trial }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button disabled={trial.plan.contenders.length < 2}>Ask a judge model…</Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={`${dialogStyles['content']} ${styles['dialog']}`}>
          <Dialog.Title asChild>
            <h2>Ask a judge model</h2>
          </Dialog.Title>
          <Dialog.Description className={dialogStyles['text']}>
            It is sent our question, the prompt, the picture given with it if there is one, and two pictures, never a
            name or a price, and each pair in both orders: where they disagree, the pair is a tie. What it says stands
            apart from what people say.
          </Dialog.Description>
          <StartForm trial={trial} onStarted={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function StartForm({ trial, onStarted }: { trial: Trial; onStarted: () => void }) {
  const queries = useQueryClient()
  const [fields, setFields] = useState<JudgeFields>(FIRST_FIELDS)
  const accounts = useQuery(workbench.judge.accounts.queryOptions())
  const account = fields.account === '' ? (accounts.data?.[0]?.account ?? '') : fields.account
  const asked = readJudgeFields(trial.id, { ...fields, account })
  const capMicros = readCap(fields.capUsd)
  const start = useMutation(
    workbench.judge.start.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: workbench.judge.list.key() })
        onStarted()
      },
    }),
  )
  const ready = asked !== null && capMicros !== null && trial.status !== 'running' && !start.isPending
  const set = (change: Partial<JudgeFields>): void => setFields((before) => ({ ...before, ...change }))
  const toggle = (question: VoteQuestion): void =>
    set({ questions: VoteQuestion.options.filter((each) => fields.questions.includes(each) !== (each === question)) })
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) start.mutate({ ...asked, capMicros })
      }}
    >
      <SelectField
        label="Account"
        value={account}
        options={(accounts.data ?? []).map((each) => ({ value: each.account, label: each.name }))}
        onChange={(value) => set({ account: value })}
        hint="OpenAI, or any server that speaks its chat completions: an account of OpenAI Images with that base URL."
      />
      <TextField
        label="Model"
        mono
        value={fields.modelId}
        onChange={(modelId) => set({ modelId })}
        placeholder={account.startsWith('practice:') ? 'practice/judge' : 'as the server spells it'}
      />
      <div className={styles['row']}>
        <TextField
          label="In, a million tokens"
          unit="USD"
          numeric
          value={fields.inputUsd}
          onChange={(inputUsd) => set({ inputUsd })}
        />
        <TextField
          label="Out, a million tokens"
          unit="USD"
          numeric
          value={fields.outputUsd}
          onChange={(outputUsd) => set({ outputUsd })}
        />
        <TextField
          label="Or one call at most"
          unit="USD"
          numeric
          value={fields.ceilingUsd}
          onChange={(ceilingUsd) => set({ ceilingUsd })}
        />
      </div>
      <fieldset className={styles['questions']}>
        <legend className="small two">Questions</legend>
        {VoteQuestion.options.map((question) => (
          <label key={question}>
            <input type="checkbox" checked={fields.questions.includes(question)} onChange={() => toggle(question)} />{' '}
            {QUESTION_WORDS[question]}
          </label>
        ))}
      </fieldset>
      <div className={styles['row']}>
        <TextField label="Pairs" numeric value={fields.pairs} onChange={(pairs) => set({ pairs })} />
        <TextField
          label="Calls at once"
          numeric
          value={fields.concurrency}
          onChange={(concurrency) => set({ concurrency })}
        />
        <TextField
          label="It may cost at most"
          unit="USD"
          numeric
          value={fields.capUsd}
          onChange={(capUsd) => set({ capUsd })}
        />
      </div>
      <details>
        <summary className="small two">For servers and models of other habits</summary>
        <div className={styles['questions']}>
          <label>
            <input
              type="checkbox"
              checked={fields.answerAsText}
              onChange={() => set({ answerAsText: !fields.answerAsText })}
            />{' '}
            The server can’t hold an answer to a JSON schema
          </label>
          <label>
            <input
              type="checkbox"
              checked={fields.defaultTemperature}
              onChange={() => set({ defaultTemperature: !fields.defaultTemperature })}
            />{' '}
            The model takes no temperature
          </label>
        </div>
      </details>
      <JudgeEstimateText asked={asked} capMicros={capMicros} />
      {trial.status === 'running' && (
        <p className="small two">
          The trial still runs, and a judge would disturb its measurement: ask when it has ended.
        </p>
      )}
      {start.isError && <Note look="bad">Not begun. {readFailure(start.error).message}</Note>}
      <div className={dialogStyles['actions']}>
        <Dialog.Close asChild>
          <Button>Not now</Button>
        </Dialog.Close>
        <Button look="primary" type="submit" disabled={!ready}>
          Ask
        </Button>
      </div>
    </form>
  )
}
