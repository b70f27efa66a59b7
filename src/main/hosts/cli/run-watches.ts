import type { Workbench } from '#main/workbench/workbench.ts'
import { printJson, type Output } from './output.ts'

/** Another process may add a watch or take a run meanwhile. */
const LOOK_EVERY_MS = 30_000

/**
 * Runs what is due and, unless it is to be done once, waits for what is due next, until no watch is active or the process is told to
 * end: then the trial that runs is cancelled, and what it has is kept.
 * @returns the exit code: 1 where a run could not be started, its trial did not finish, or, if that is asked for, it has changed
 */
export async function runWatches(
  workbench: Workbench,
  { once, failOnDrift, json }: { once: boolean; failOnDrift: boolean; json: boolean },
  output: Output,
): Promise<0 | 1> {
  const { client } = workbench
  const stop = new AbortController()
  const cancel = (): void => {
    stop.abort()
    void cancelAll(workbench)
  }
  process.once('SIGINT', cancel)
  process.once('SIGTERM', cancel)
  const told = []
  try {
    for (;;) {
      for (const { watchId, number, trialId, problem } of await workbench.runDueWatches()) {
        const status = trialId === null ? null : (await client.trial.get({ trialId })).status
        const { runs } = await client.watch.drift({ watchId })
        const changes = runs.find((run) => run.number === number)?.contenders.flatMap((found) => found.changes) ?? []
        told.push({ watchId, number, trialId, status, problem, changes })
        if (!json) output.out(`${watchId} run ${number}: ${[problem ?? `${trialId} ${status}`, ...changes].join(' ')}`)
      }
      const nextAt = await nextDueAt(workbench)
      if (once || nextAt === null || stop.signal.aborted) break
      await wait(Math.min(LOOK_EVERY_MS, Math.max(0, nextAt - Date.now())), stop.signal)
    }
  } finally {
    process.off('SIGINT', cancel)
    process.off('SIGTERM', cancel)
  }
  if (json) printJson(output, { runs: told })
  else if (told.length === 0) output.out('Nothing was due.')
  const isWell = told.every(({ status, changes }) => status === 'finished' && !(failOnDrift && changes.length > 0))
  return isWell ? 0 : 1
}

async function cancelAll({ client }: Workbench): Promise<void> {
  const { runningTrialIds } = await client.system.status()
  // One that has just ended has nothing to be cancelled.
  for (const trialId of runningTrialIds) await client.trial.cancel({ trialId }).catch(() => undefined)
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
