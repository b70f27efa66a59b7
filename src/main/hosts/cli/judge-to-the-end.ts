import { setTimeout as wait } from 'node:timers/promises'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import { harmlessJson } from '#shared/units/harmless-text.ts'
import { judgeProgressText } from '#shared/votes/judge-progress-text.ts'
import type { Output } from './output.ts'
import { stopBySignal } from './stop-by-signal.ts'

/** How often the line of progress is written anew. */
const LOOK_MS = 1000

/** Waits until a run has ended, or was stopped by a signal as a trial is. */
export async function judgeToTheEnd(
  workbench: Workbench,
  runId: string,
  { later, json }: { later: string; json: boolean },
  output: Output,
): Promise<JudgeSummary> {
  const { client } = workbench
  const unheard = stopBySignal(
    later,
    { pause: () => client.judge.stop({ runId }), cancel: () => client.judge.stop({ runId, giveUp: true }) },
    output,
  )
  const over = new AbortController()
  const ended = workbench.judgeEnded(runId).finally(() => over.abort())
  try {
    while (!over.signal.aborted) {
      const summary = await client.judge.show({ runId })
      if (json) output.err(harmlessJson({ type: 'progress', judge: summary }))
      else output.err(judgeProgressText(summary))
      await wait(LOOK_MS, undefined, { signal: over.signal }).catch(() => undefined)
    }
    await ended
  } finally {
    unheard()
  }
  return client.judge.show({ runId })
}
