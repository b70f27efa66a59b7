import type { MonthCost } from '#shared/domain/month-cost.ts'
import { figureText } from '#shared/units/count-text.ts'
import { sentence } from '#shared/units/sentence.ts'
import { markup, type Markup } from '../markup.ts'
import { bestFirst, type ReportEvidence } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'
import { verdictCell } from './decision/verdict-cell.ts'
import { monthCell, volumeHeads } from './economics/money-cells.ts'
import { latencyFigure, perPictureFigure, shareFigure } from './estimate-cell.ts'

/** The one table to read when there is time for one. */
export function summarySection(evidence: ReportEvidence): Markup {
  const { contenders, analysis, economics } = evidence
  const { volumes } = economics.comparison
  const { imagesPerMonth } = economics.assumptions
  const rows = bestFirst(contenders, ({ latency }) => latency.p50).map(
    ({ contender, analysis: own }) => markup`<tr>${contenderHeading(contender)}
<td class="n">${figureText(own.asked)}</td>
<td>${shareFigure(own.successRate)}</td>
<td class="p50">${latencyFigure(own.latency.p50)}</td>
<td class="p95">${latencyFigure(own.latency.p95)}</td>
<td>${perPictureFigure(own.costPerImageMicros)}</td>
${monthsOf(contender.id, evidence).map((month) => markup`<td class="month">${monthCell(month)}</td>`)}${verdictCell(contender.id, evidence)}</tr>
`,
  )
  return markup`<section id="contenders"><h2>The contenders</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Summary table"><table class="summary">
<thead><tr><th scope="col" rowspan="2">Contender</th><th scope="col" rowspan="2">n</th><th scope="col" rowspan="2">Success</th><th scope="col" rowspan="2">Median</th><th scope="col" rowspan="2">p95</th><th scope="col" rowspan="2">Per picture</th><th scope="colgroup" colspan="${volumes.length}" class="group">A month, at this many pictures</th><th scope="col" rowspan="2" class="text">Verdict</th></tr>
<tr class="volumes">${volumeHeads(volumes, imagesPerMonth)}</tr></thead>
<tbody>${rows}</tbody></table></div>
<p class="note">${sentence(analysis.headline)}. Median first. n: samples asked. Success: pictures over pictures and failures; refusals are in neither. A month: reckoned from what was measured and what is assumed, as under “What it costs by volume”.</p></section>`
}

/** At the volumes that every report has, and at the reader’s own. */
function monthsOf(contenderId: string, { economics: { comparison } }: ReportEvidence): MonthCost[] {
  const own = comparison.contenders.find(({ basis }) => basis.id === contenderId)
  return own?.months ?? []
}
