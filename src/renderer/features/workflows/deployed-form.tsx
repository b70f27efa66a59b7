import { useState, type ReactNode } from 'react'
import type { DeployedInput, DeployedWorkflow, StoredWorkflow } from '#shared/domain/workflow.ts'
import type { Problem } from '#shared/errors.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { AreaField, TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import { readConstants, writeConstants } from './read-lines.ts'
import { TryPanel } from './try-panel.tsx'
import { useKeepWorkflow } from './use-keep-workflow.ts'
import { DEPLOYED_INPUTS, INPUT_WORDS } from './workflow-words.ts'
import styles from './workflows.module.css'

interface DeployedFormProps {
  /** null for one that is being added. */
  stored: (StoredWorkflow & { content: DeployedWorkflow }) | null
  onKept?: (workflowId: string) => void
  remove?: ReactNode
}

/** A workflow that lives at a provider: what it is called there, and the names of its inputs. */
export function DeployedForm({ stored, onKept, remove }: DeployedFormProps) {
  const [name, setName] = useState(stored?.name ?? '')
  const [reference, setReference] = useState(stored?.content.reference ?? '')
  const [inputs, setInputs] = useState<Partial<Record<DeployedInput, string>>>(
    stored?.content.inputs ?? { prompt: 'prompt', seed: 'seed' },
  )
  const [output, setOutput] = useState(stored?.content.output ?? '')
  const [constants, setConstants] = useState(writeConstants(stored?.content.constants ?? {}))
  const [tried, setTried] = useState(false)
  const keep = useKeepWorkflow(onKept)

  const typed: Problem[] = []
  if (name.trim() === '') typed.push({ path: 'name', message: 'Give it a name' })
  if (reference.trim() === '') typed.push({ path: 'content.reference', message: 'Type what the provider calls it' })
  const content: DeployedWorkflow = {
    kind: 'deployed',
    reference: reference.trim(),
    inputs: Object.fromEntries(
      Object.entries(inputs).flatMap(([input, said]) => (said.trim() === '' ? [] : [[input, said.trim()]])),
    ),
    output: output.trim() === '' ? null : output.trim(),
    constants: readConstants(constants, 'content.constants', typed),
  }
  const refused = keep.error === null ? [] : readFailure(keep.error).problems

  function save() {
    setTried(true)
    if (typed.length > 0) return
    keep.mutate({ ...(stored === null ? {} : { workflowId: stored.id }), name: name.trim(), content })
  }

  return (
    <ProblemsContext value={[...(tried ? typed : []), ...refused]}>
      <div className={styles['heading']}>
        <h1>{stored === null ? 'A workflow that is deployed' : stored.name}</h1>
        {remove}
      </div>
      <p className="two">
        It lives at the provider. Assay sends its inputs by the names that they have there, and what is not named is not
        sent.
      </p>
      <div className={desk['fields']}>
        <div className={desk['pair']}>
          <TextField label="Name" path="name" value={name} onChange={setName} />
          <TextField
            label="What the provider calls it"
            path="content.reference"
            value={reference}
            mono
            placeholder="deployment id or owner/name"
            onChange={setReference}
          />
        </div>
        <fieldset>
          <legend className="small two">What the provider calls each input; empty is not sent</legend>
          <div className={`${desk['triple']} ${desk['line']}`}>
            {DEPLOYED_INPUTS.map((input) => (
              <TextField
                key={input}
                label={INPUT_WORDS[input]}
                path={`content.inputs.${input}`}
                value={inputs[input] ?? ''}
                mono
                onChange={(said) => setInputs({ ...inputs, [input]: said })}
              />
            ))}
          </div>
        </fieldset>
        <TextField
          label="Output that holds the picture; empty takes all"
          path="content.output"
          value={output}
          mono
          width="320px"
          onChange={setOutput}
        />
        <AreaField
          label="Sent as it is, one a line"
          path="content.constants"
          value={constants}
          rows={3}
          mono
          placeholder="upscale = true"
          onChange={setConstants}
        />
        {keep.isError && refused.length === 0 && <Note look="bad">Not saved. {readFailure(keep.error).message}</Note>}
        <div className={desk['buttons']}>
          <Button look="primary" disabled={keep.isPending} onClick={save}>
            Save
          </Button>
          {keep.isSuccess && <output className="small two">Saved.</output>}
        </div>
      </div>
      <TryPanel kind="deployed" content={typed.length === 0 ? content : null} />
    </ProblemsContext>
  )
}
