import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import { MOST_CALLS_AT_ONCE } from '#shared/domain/judge.ts'
import { formatCap } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { readCap, readCount } from './judge-draft.ts'
import styles from './judge.module.css'

/** Stops a run that goes on; goes on with one that stands, under a cap that can be raised. */
export function JudgeControls({ summary: { run } }: { summary: JudgeSummary }) {
  if (run.status === 'running') return <StopButton runId={run.id} />
  return run.status === 'finished' ? null : <GoOn run={run} />
}

function StopButton({ runId }: { runId: string }) {
  const queries = useQueryClient()
  const stop = useMutation(
    workbench.judge.stop.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: workbench.judge.list.key() }),
    }),
  )
  return (
    <>
      <Button disabled={stop.isPending || stop.isSuccess} onClick={() => stop.mutate({ runId })}>
        {stop.isSuccess ? 'Stopping…' : 'Stop'}
      </Button>
      {stop.isError && <span className="small alarm">Not stopped. {readFailure(stop.error).message}</span>}
    </>
  )
}

function GoOn({ run }: { run: JudgeSummary['run'] }) {
  const queries = useQueryClient()
  const [cap, setCap] = useState(() => formatCap(run.capMicros).replaceAll(/[$,]/g, ''))
  const [atOnce, setAtOnce] = useState(String(run.concurrency))
  const capMicros = readCap(cap)
  const concurrency = readCount(atOnce, MOST_CALLS_AT_ONCE)
  const resume = useMutation(
    workbench.judge.resume.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: workbench.judge.list.key() }),
    }),
  )
  return (
    <form
      className={styles['goOn']}
      onSubmit={(event) => {
        event.preventDefault()
        if (capMicros !== null && concurrency !== null) resume.mutate({ runId: run.id, capMicros, concurrency })
      }}
    >
      <TextField label="All of it at most" unit="USD" numeric width="130px" value={cap} onChange={setCap} />
      <TextField label="Calls at once" numeric width="100px" value={atOnce} onChange={setAtOnce} />
      <Button type="submit" disabled={capMicros === null || concurrency === null || resume.isPending}>
        Go on
      </Button>
      {resume.isError && <span className="small alarm">Not gone on. {readFailure(resume.error).message}</span>}
    </form>
  )
}
