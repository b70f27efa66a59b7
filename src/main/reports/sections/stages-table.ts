import { figureText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportContender } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'
import { latencyFigure } from './estimate-cell.ts'

/** A sweep stage by stage; nothing for any other load. */
export function stagesTable(contenders: readonly ReportContender[]): Markup | null {
  if (contenders.every(({ analysis }) => analysis.stages.length === 0)) return null
  const rows = contenders.flatMap(({ contender, analysis: { stages } }) =>
    stages.map(
      ({
        concurrency,
        p50,
        p95,
        imagesPerMinute,
        succeeded,
        asked,
      }) => markup`<tr>${contenderHeading(contender)}<td>${concurrency}</td>
<td class="p50">${latencyFigure(p50)}</td><td class="p95">${latencyFigure(p95)}</td>
<td>${imagesPerMinute === null ? markup`<span class="none">no picture</span>` : imagesPerMinute.toFixed(1)}</td><td class="n">${figureText(succeeded)} of ${figureText(asked)}</td></tr>
`,
    ),
  )
  return markup`<h3>By requests in flight</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Latency by requests in flight"><table><thead><tr><th scope="col">Contender</th><th scope="col">In flight</th><th scope="col">Median</th><th scope="col">p95</th><th scope="col">Pictures a minute</th><th scope="col">Drew</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
