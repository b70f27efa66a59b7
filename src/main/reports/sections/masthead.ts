import type { Trial } from '#shared/domain/trial.ts'
import { countText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { answer } from './decision/answer.ts'

/** Title, whether it is practice, and the answer before any number that it rests on. */
export function masthead(evidence: ReportEvidence): Markup {
  const { trial, analysis, options } = evidence
  const { plan } = trial
  return markup`<header>
<div class="kick"><span>Decision report</span><span>${dayText(trial.startedAt)}</span></div>
<h1><bdi>${plan.name}</bdi></h1>
${plan.question === null ? null : markup`<p class="question"><bdi>${plan.question}</bdi></p>`}
${trial.practice ? markup`<p class="practice">Practice data: simulated providers, nothing was charged.</p>` : null}
${statusLine(trial)}
${options.template === 'appendix' ? null : answer(evidence)}
<p class="note">${countText(analysis.asked, 'sample')} asked, ${countText(picturesOf(analysis), 'picture')}: ${countText(plan.contenders.length, 'contender')} × ${countText(plan.cases.length, plan.axes.length === 0 ? 'prompt' : 'case')} × ${countText(plan.repeats, 'repeat')}, ${analysis.load}, interleaved in seeded random order. Intervals are 95 %.</p>
</header>`
}

/** Also those that came when they were asked again. */
function picturesOf({ contenders }: ReportEvidence['analysis']): number {
  return contenders.reduce((sum, { succeeded, askedAgain }) => sum + succeeded + askedAgain.succeeded, 0)
}

function statusLine({ status, statusReason }: Trial): Markup | null {
  const words = {
    running: 'This trial is still running; the numbers are those so far.',
    finished: null,
    paused: 'This trial is paused; the numbers are those so far.',
    cancelled: 'This trial was cancelled; the numbers are those until then.',
    interrupted: 'This trial was interrupted; what had finished was kept.',
    failed: 'This trial failed; what had finished was kept.',
  }[status]
  if (words === null) return null
  return markup`<p class="warning">${words}${statusReason === null ? null : markup` <bdi>${statusReason}</bdi>`}</p>`
}

function dayText(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(instant))
}
