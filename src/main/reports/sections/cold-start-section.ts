import { describeColdBasis } from '#shared/domain/cold-basis.ts'
import { formatMinutes } from '#shared/units/duration.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportContender, ReportEvidence } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'
import { latencyFigure, shareFigure } from './estimate-cell.ts'

/** After which idle time who starts cold, and what it costs; nothing for a trial without probes. */
export function coldStartSection({ contenders }: ReportEvidence): Markup | null {
  const rows = contenders.flatMap(coldRows)
  if (rows.length === 0) return null
  return markup`<section id="cold-start"><h2>After idling</h2>
<p class="note">Share of cold starts among the probes sent after each gap, with a 95 % Wilson interval, and how much longer a cold start takes than a warm one (medians).</p>
<div class="scroll" tabindex="0" role="region" aria-label="Cold starts"><table><thead><tr><th scope="col">Contender</th><th scope="col">Idle for</th><th scope="col">Cold</th><th scope="col">Of</th><th scope="col">Cold costs</th><th scope="col" class="text">Told by</th></tr></thead><tbody>${rows}</tbody></table></div></section>`
}

function coldRows({ contender, analysis: { coldStart } }: ReportContender): Markup[] {
  if (coldStart === null) return []
  return coldStart.gaps.map(
    ({
      gapMs,
      cold,
      warm,
      coldShare,
    }) => markup`<tr>${contenderHeading(contender)}<td>${formatMinutes(gapMs / 60_000)}</td>
<td>${shareFigure(coldShare)}</td><td class="n">${cold} of ${cold + warm}</td><td>${latencyFigure(coldStart.penaltyMs)}</td><td class="text">${describeColdBasis(coldStart)}</td></tr>
`,
  )
}
