import { useState, type ReactNode } from 'react'
import type { ShippedTemplate } from '#shared/contract/workflow.ts'
import type { Task } from '#shared/domain/generation.ts'
import type { HttpWorkflow, StoredWorkflow } from '#shared/domain/workflow.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { AreaField, SelectField, TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import { draftOfHttp, httpFromDraft, METHODS, type CallDraft, type HttpDraft } from './http-draft.ts'
import { TemplateList } from './template-list.tsx'
import { TryPanel } from './try-panel.tsx'
import { useKeepWorkflow } from './use-keep-workflow.ts'
import styles from './workflows.module.css'

interface HttpFormProps {
  /** null for one that is being added. */
  stored: (StoredWorkflow & { content: HttpWorkflow }) | null
  onKept?: (workflowId: string) => void
  remove?: ReactNode
}

const FORMS: readonly { value: HttpDraft['pictureForm']; label: string }[] = [
  { value: 'base64', label: 'as base64, at' },
  { value: 'url', label: 'as an address, at' },
  { value: 'body', label: 'the answer is the picture' },
]

/** A template of calls to an HTTP API that Assay does not know. */
export function HttpForm({ stored, onKept, remove }: HttpFormProps) {
  const [name, setName] = useState(stored?.name ?? '')
  const [draft, setDraft] = useState(() => draftOfHttp(stored?.content ?? null))
  const [task, setTask] = useState<Task>('generate')
  /** As it was filled in last, so that what somebody typed since is not lost unasked. */
  const [filled, setFilled] = useState({ name: '', draft })
  const [tried, setTried] = useState(false)
  const keep = useKeepWorkflow(onKept)
  const { content, problems: typed } = httpFromDraft(draft)
  const unnamed = name.trim() === '' ? [{ path: 'name', message: 'Give it a name' }] : []
  const refused = keep.error === null ? [] : readFailure(keep.error).problems
  const change = (changes: Partial<HttpDraft>) => setDraft({ ...draft, ...changes })

  function startFrom(template: ShippedTemplate) {
    const next = draftOfHttp(template.content)
    if (name.trim() === filled.name) setName(template.name)
    setTask(template.task)
    setDraft(next)
    setFilled({ name: template.name, draft: next })
    setTried(false)
    keep.reset()
  }
  function save() {
    setTried(true)
    if (content === null || unnamed.length > 0) return
    keep.mutate({ ...(stored === null ? {} : { workflowId: stored.id }), name: name.trim(), content })
  }

  return (
    <ProblemsContext value={[...(tried ? [...unnamed, ...typed] : []), ...refused]}>
      <div className={styles['heading']}>
        <h1>{stored === null ? 'An HTTP API' : stored.name}</h1>
        {remove}
      </div>
      <p className="two">
        <span className="mono">{'{{prompt}}'}</span>, <span className="mono">{'{{negativePrompt}}'}</span>,{' '}
        <span className="mono">{'{{seed}}'}</span>, <span className="mono">{'{{width}}'}</span>,{' '}
        <span className="mono">{'{{height}}'}</span>, <span className="mono">{'{{steps}}'}</span>,{' '}
        <span className="mono">{'{{image}}'}</span> … stand for what is asked. Credentials are the account’s and are
        never typed here.
      </p>
      {stored === null && (
        <TemplateList typed={JSON.stringify(draft) !== JSON.stringify(filled.draft)} onChoose={startFrom} />
      )}
      <div className={desk['fields']}>
        <TextField label="Name" path="name" value={name} width="320px" onChange={setName} />
        <h2>The call that submits</h2>
        <CallFields
          call={draft.submit}
          path="content.submit"
          onChange={(submit) => change({ submit: { ...draft.submit, ...submit } })}
        />
        <AreaField
          label="Body, as JSON; empty sends none"
          path="content.submit.body"
          value={draft.submit.body}
          rows={8}
          mono
          onChange={(body) => change({ submit: { ...draft.submit, body } })}
        />
        <h2>The answer</h2>
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={draft.withJob}
            onChange={(event) => change({ withJob: event.target.checked })}
          />
          It is a job that has to be asked after
        </label>
        {draft.withJob && <JobFields draft={draft} onChange={change} />}
        <div className={desk['pair']}>
          <SelectField
            label="The picture comes"
            value={draft.pictureForm}
            options={FORMS}
            onChange={(value) => {
              const form = FORMS.find((one) => one.value === value)
              if (form !== undefined) change({ pictureForm: form.value })
            }}
          />
          {draft.pictureForm !== 'body' && (
            <TextField
              label="Its place"
              path="content.picture.path"
              value={draft.picturePath}
              mono
              placeholder="data.0.url"
              onChange={(picturePath) => change({ picturePath })}
            />
          )}
        </div>
        <fieldset>
          <legend className="small two">What else it tells, each by its place; empty is not told</legend>
          <div className={`${desk['pair']} ${desk['line']}`}>
            {REPORTED.map(({ key, label }) => (
              <TextField
                key={key}
                label={label}
                path={`content.reported.${key}`}
                value={draft[key]}
                mono
                onChange={(place) => change({ [key]: place })}
              />
            ))}
          </div>
        </fieldset>
        {keep.isError && <Note look="bad">Not saved. {readFailure(keep.error).message}</Note>}
        <div className={desk['buttons']}>
          <Button look="primary" disabled={keep.isPending} onClick={save}>
            Save
          </Button>
          {keep.isSuccess && <output className="small two">Saved.</output>}
        </div>
      </div>
      <TryPanel kind="http" content={content} task={task} />
    </ProblemsContext>
  )
}

const REPORTED = [
  { key: 'inferenceMsPath', label: 'Time of work' },
  { key: 'queueMsPath', label: 'Time in its queue' },
  { key: 'costUsdPath', label: 'Cost in dollars' },
  { key: 'seedPath', label: 'Seed' },
] as const satisfies readonly { key: keyof HttpDraft; label: string }[]

function JobFields({ draft, onChange }: { draft: HttpDraft; onChange: (changes: Partial<HttpDraft>) => void }) {
  return (
    <div className={styles['job']}>
      <div className={desk['pair']}>
        <TextField
          label="Place of the job’s id"
          path="content.job.idPath"
          value={draft.idPath}
          mono
          onChange={(idPath) => onChange({ idPath })}
        />
        <TextField
          label="Asked after every"
          path="content.job.pollIntervalMs"
          value={draft.pollIntervalMs}
          numeric
          unit="ms"
          onChange={(pollIntervalMs) => onChange({ pollIntervalMs })}
        />
      </div>
      <CallFields
        call={draft.poll}
        path="content.job.poll"
        onChange={(poll) => onChange({ poll: { ...draft.poll, ...poll } })}
      />
      <div className={desk['triple']}>
        <TextField
          label="Place of its state"
          path="content.job.statePath"
          value={draft.statePath}
          mono
          onChange={(statePath) => onChange({ statePath })}
        />
        <TextField
          label="Done is called"
          path="content.job.doneStates"
          value={draft.doneStates}
          mono
          onChange={(doneStates) => onChange({ doneStates })}
        />
        <TextField
          label="Failed is called"
          path="content.job.failedStates"
          value={draft.failedStates}
          mono
          onChange={(failedStates) => onChange({ failedStates })}
        />
      </div>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={draft.withCancel}
          onChange={(event) => onChange({ withCancel: event.target.checked })}
        />
        It can be cancelled
      </label>
      {draft.withCancel && (
        <CallFields
          call={draft.cancel}
          path="content.job.cancel"
          onChange={(cancel) => onChange({ cancel: { ...draft.cancel, ...cancel } })}
        />
      )}
    </div>
  )
}

interface CallFieldsProps {
  call: CallDraft
  path: string
  onChange: (changes: Partial<CallDraft>) => void
}

function CallFields({ call, path, onChange }: CallFieldsProps) {
  return (
    <>
      <div className={styles['call']}>
        <SelectField
          label="Method"
          value={call.method}
          options={METHODS.map((method) => ({ value: method, label: method }))}
          onChange={(value) => {
            const method = METHODS.find((one) => one === value)
            if (method !== undefined) onChange({ method })
          }}
        />
        <TextField
          label="Path, after the account’s address"
          path={`${path}.path`}
          value={call.path}
          mono
          onChange={(next) => onChange({ path: next })}
        />
      </div>
      <AreaField
        label="Headers beside the credentials, one a line"
        path={`${path}.headers`}
        value={call.headers}
        rows={2}
        mono
        placeholder="X-Priority: low"
        onChange={(headers) => onChange({ headers })}
      />
    </>
  )
}
