import type { FailureClass, ImageFlag } from '#shared/domain/sample.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { FAILURE_WORDS, FLAG_WORDS } from '../findings/failure-words.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportContender, ReportEvidence } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'
import { shareFigure } from './estimate-cell.ts'

/** Every sample that was asked, by how it ended. */
export function reliabilitySection({ contenders }: ReportEvidence): Markup {
  const rows = contenders.map(({ contender, analysis, rows: own }) => {
    const counts = [analysis.asked, analysis.succeeded, analysis.refused, analysis.failed, analysis.attempts]
    return markup`<tr>${contenderHeading(contender)}
<td>${shareFigure(analysis.successRate)}</td>${counts.map((count) => markup`<td>${figureText(count)}</td>`)}
<td class="text">${failureText(analysis)}</td><td class="text">${flagText({ analysis, rows: own })}</td></tr>
`
  })
  return markup`<section id="reliability"><h2>How reliable it is</h2>
<p class="note">A refusal by a content filter is not a failure of the service. A sample that was tried again counts once; its tries are counted apart. One that was retried by hand counts as it had ended the first time.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Reliability"><table><thead><tr><th scope="col">Contender</th><th scope="col">Success</th><th scope="col">Asked</th><th scope="col">Drew</th><th scope="col">Refused</th><th scope="col">Failed</th><th scope="col">Tries</th><th scope="col" class="text">Failures by class</th><th scope="col" class="text">Pictures flagged</th></tr></thead><tbody>${rows}</tbody></table></div></section>`
}

function failureText({ failures }: ReportContender['analysis']): string {
  const classes = Object.entries(failures).map(([name, count]) => countText(count, FAILURE_WORDS[name as FailureClass]))
  return classes.length === 0 ? 'none' : classes.join(', ')
}

function flagText({ analysis, rows }: Pick<ReportContender, 'analysis' | 'rows'>): string {
  const found = Object.entries(analysis.flags).map(([name, count]) => countText(count, FLAG_WORDS[name as ImageFlag]))
  const unexamined = rows.filter((row) => row.examined === false).length
  if (unexamined > 0) found.push(`${figureText(unexamined)} not examined yet`)
  return found.length === 0 ? 'none' : found.join(', ')
}
