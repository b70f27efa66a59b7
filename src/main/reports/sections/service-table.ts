import { figureText } from '#shared/units/count-text.ts'
import { sentence } from '#shared/units/sentence.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportContender } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'
import { latencyFigure } from './estimate-cell.ts'

/** Of an open loop, what a caller waits beside what the service needs; nothing for a closed one. */
export function serviceTable(contenders: readonly ReportContender[], headline: string): Markup | null {
  const rows = contenders.flatMap(({ contender, analysis: { latency, service, succeeded } }) =>
    service === null
      ? []
      : [
          markup`<tr>${contenderHeading(contender)}<td>${latencyFigure(latency.p50)}</td><td>${latencyFigure(service.p50)}</td><td>${latencyFigure(latency.p95)}</td><td>${latencyFigure(service.p95)}</td><td class="n">${figureText(succeeded)}</td></tr>
`,
        ],
  )
  if (rows.length === 0) return null
  return markup`<h3>Response and service</h3>
<p class="note">${sentence(headline)}. Response: from due to the last byte, with the wait for a place, as a caller has it. Service: from being sent.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Response and service times"><table><thead><tr><th scope="col">Contender</th><th scope="col">Response, median</th><th scope="col">Service, median</th><th scope="col">Response, p95</th><th scope="col">Service, p95</th><th scope="col">n</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
