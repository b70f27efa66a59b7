import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkflowTried } from '#shared/contract/workflow-try.ts'
import type { Task } from '#shared/domain/generation.ts'
import type { WorkflowContent } from '#shared/domain/workflow.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SelectField, TextField } from '../../ui/field.tsx'
import { formatLatency } from '../../ui/format-estimate.ts'
import { PictureInput } from '../../ui/picture-input.tsx'
import { Note } from '../../ui/states.tsx'
import { listServers } from './list-servers.ts'
import styles from './workflows.module.css'

interface TryPanelProps {
  kind: 'deployed' | 'http'
  /** As it stands in the form; null while that can't be sent. */
  content: WorkflowContent | null
  /** What it was written for, where that is known. */
  task?: Task
}

/** Sends one request as a trial would, and shows both sides of it. */
export function TryPanel({ kind, content, task }: TryPanelProps) {
  const accounts = useQuery(workbench.account.list.queryOptions())
  const providers = useQuery(workbench.provider.list.queryOptions())
  const servers = listServers(accounts.data ?? [], providers.data ?? [], kind)
  const [chosen, setChosen] = useState<string | null>(null)
  const [model, setModel] = useState<string | null>(null)
  const [prompt, setPrompt] = useState('a celadon vase with a cotton branch')
  const [picture, setPicture] = useState<string | null>(null)
  const attempt = useMutation(workbench.workflow.try.mutationOptions())

  const server = servers.find(({ key }) => key === chosen) ?? servers[0]
  const provider = providers.data?.find(({ id }) => id === server?.providerId)
  const models = provider?.models.filter(({ workflow }) => workflow === kind) ?? []
  const used = models.find(({ id }) => id === model) ?? models.find((one) => one.task === task) ?? models[0]

  return (
    <section aria-labelledby="try">
      <h2 id="try">Try it</h2>
      <p className="small two">
        One request as a trial would send it. It is a real one, unless it goes to practice: what is billed for it is
        billed.
      </p>
      <div className={desk['fields']}>
        <div className={desk['pair']}>
          <SelectField
            label="Sent to"
            value={server?.key ?? ''}
            options={servers.map(({ key, label }) => ({ value: key, label }))}
            onChange={setChosen}
          />
          <SelectField
            label="What it does"
            value={used?.id ?? ''}
            options={models.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setModel}
          />
        </div>
        <TextField label="Prompt" value={prompt} onChange={setPrompt} />
        {used !== undefined && used.task !== 'generate' && (
          <PictureInput label="Picture to try it with" sha256={picture} onChange={setPicture} />
        )}
        <div>
          <Button
            disabled={content === null || server === undefined || used === undefined || attempt.isPending}
            onClick={() => {
              if (content === null || server === undefined || used === undefined) return
              attempt.mutate({
                provider: server.providerId,
                account: server.account,
                model: used.id,
                workflow: content,
                prompt,
                ...(picture === null ? {} : { picture }),
              })
            }}
          >
            {attempt.isPending ? 'Sending…' : 'Send one request'}
          </Button>
        </div>
        {attempt.isError && <Note look="bad">{readFailure(attempt.error).message}</Note>}
      </div>
      {attempt.data !== undefined && <Tried tried={attempt.data} />}
    </section>
  )
}

function Tried({ tried }: { tried: WorkflowTried }) {
  const { request, reply, readAs, warnings } = tried
  return (
    <div aria-live="polite">
      <section>
        <h3>Read as</h3>
        <Note look={readAs.state === 'failed' ? 'bad' : 'plain'}>{readAs.text}</Note>
        {warnings.map((warning) => (
          <Note key={warning.parameter} look="warn">
            {warning.parameter} {warning.action}: asked {warning.asked}, sent {warning.sent ?? 'nothing'}.{' '}
            {warning.reason}
          </Note>
        ))}
      </section>
      <section>
        <h3>{tried.step === 'upload' ? 'The upload that was sent' : 'As it was sent'}</h3>
        <pre className={styles['shown']} aria-label="Request">
          {[`${request.method} ${request.url}`, ...writeAll(request.headers), '', request.body ?? 'no body'].join('\n')}
        </pre>
      </section>
      <section>
        <h3>The reply</h3>
        {reply === null ? (
          <p className="two">None came.</p>
        ) : (
          <pre className={styles['shown']} aria-label="Reply">
            {[
              `${reply.status}, ${formatBytes(reply.sizeBytes)} after ${formatLatency(reply.answeredMs)}`,
              ...writeAll(reply.headers),
              '',
              reply.opening ?? 'not a text',
            ].join('\n')}
          </pre>
        )}
      </section>
    </div>
  )
}

function writeAll(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
}
