import type { JudgeTally } from '../domain/judge-tally.ts'
import type { JudgeRun, JudgeStatus } from '../domain/judge.ts'
import { countText, figureText } from '../units/count-text.ts'
import { judgeCostText } from './judge-cost-text.ts'

const STATUS_WORDS: Readonly<Record<JudgeStatus, string>> = {
  running: 'Asking',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
}

/** How a run stands, how far it is and what it has cost: `Stopped: 12 of 50 pairs judged · $0.0123 of $0.50`. */
export function judgeProgressText(
  summary: JudgeTally & { run: Pick<JudgeRun, 'status' | 'capMicros' | 'practice'> },
): string {
  const { run, judgedPairs, plannedPairs } = summary
  return `${STATUS_WORDS[run.status]}: ${figureText(judgedPairs)} of ${countText(plannedPairs, 'pair')} judged · ${judgeCostText(summary)}`
}
