import { setTimeout as wait } from 'node:timers/promises'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import type { Output } from './output.ts'
import { progressText } from './judge-words.ts'

/** How often the line of progress is written anew. */
const LOOK_MS = 1000

/** Waits until a run has ended. Ctrl C stops it: what is in flight ends, because it is paid for. */
export async function judgeToTheEnd(
  workbench: Workbench,
  runId: string,
  { later, json }: { later: string; json: boolean },
  output: Output,
): Promise<JudgeSummary> {
  const { client } = workbench
  const stop = (): void => {
    output.err(`Stopping: what is in flight ends. Later: ${later}`)
    // One that has just ended by itself can't be stopped any more, and need not be.
    client.judge.stop({ runId }).catch(() => undefined)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const over = new AbortController()
  const ended = workbench.judgeEnded(runId).finally(() => over.abort())
  try {
    while (!over.signal.aborted) {
      const summary = await client.judge.show({ runId })
      if (json) output.err(JSON.stringify({ type: 'progress', judge: summary }))
      else output.err(progressText(summary))
      await wait(LOOK_MS, undefined, { signal: over.signal }).catch(() => undefined)
    }
    await ended
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
  return client.judge.show({ runId })
}
