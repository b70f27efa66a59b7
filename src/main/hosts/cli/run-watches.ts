import type { TrialStatus } from '#shared/domain/trial.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { printJson, type Output } from './output.ts'
import { stopBySignal } from './stop-by-signal.ts'

/** Another process may add a watch or take a run meanwhile. */
const LOOK_EVERY_MS = 30_000

/**
 * Runs what is due and, unless it is to be done once, waits for what is due next, until no watch is active or the process is told to
 * end: then the trial that runs is paused, or cancelled, as `stopBySignal` says, and no other begins. A run that was broken off counts as
 * none of the watch until its trial is resumed.
 * @param signals what hears of being told to end; the process
 * @returns the exit code: 1 where a run could not be started, its trial did not finish, or, if that is asked for, it has changed
 */
export async function runWatches(
  workbench: Workbench,
  { once, failOnDrift, json }: { once: boolean; failOnDrift: boolean; json: boolean },
  output: Output,
  signals: Pick<NodeJS.EventEmitter, 'on' | 'off'> = process,
): Promise<0 | 1> {
  const { client } = workbench
  const stop = new AbortController()
  const each = (end: (trial: { trialId: string }) => Promise<unknown>) => (): Promise<void> => {
    stop.abort()
    return endRunning(workbench, end)
  }
  const stopListening = stopBySignal(
    'assay resume latest',
    { pause: each((trial) => client.trial.pause(trial)), cancel: each((trial) => client.trial.cancel(trial)) },
    output,
    signals,
  )
  const told = []
  try {
    for (;;) {
      for (const { watchId, number, trialId, problem } of await workbench.runDueWatches(stop.signal)) {
        const status = trialId === null ? null : (await client.trial.get({ trialId })).status
        const { runs } = await client.watch.drift({ watchId })
        const changes = runs.find((run) => run.number === number)?.contenders.flatMap((found) => found.changes) ?? []
        told.push({ watchId, number, trialId, status, problem, changes })
        const became =
          problem ?? `${trialId} ${status}${wasBrokenOff(status) ? `. Go on: assay resume ${trialId}` : ''}`
        if (!json) output.out(`${watchId} run ${number}: ${[became, ...changes].join(' ')}`)
      }
      const nextAt = await nextDueAt(workbench)
      if (once || nextAt === null || stop.signal.aborted) break
      await wait(Math.min(LOOK_EVERY_MS, Math.max(0, nextAt - Date.now())), stop.signal)
    }
  } finally {
    stopListening()
  }
  if (json) printJson(output, { runs: told })
  else if (told.length === 0) output.out('Nothing was due.')
  const isWell = told.every(({ status, changes }) => status === 'finished' && !(failOnDrift && changes.length > 0))
  return isWell ? 0 : 1
}

async function endRunning({ client }: Workbench, end: (trial: { trialId: string }) => Promise<unknown>): Promise<void> {
  const { runningTrialIds } = await client.system.status()
  // One that has just ended has nothing to be paused.
  for (const trialId of runningTrialIds) await end({ trialId }).catch(() => undefined)
}

function wasBrokenOff(status: TrialStatus | null): boolean {
  return status === 'paused' || status === 'cancelled'
}

async function nextDueAt({ client }: Workbench): Promise<number | null> {
  const times = (await client.watch.list()).flatMap(({ nextAt }) => (nextAt === null ? [] : [Date.parse(nextAt)]))
  return times.length === 0 ? null : Math.min(...times)
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
