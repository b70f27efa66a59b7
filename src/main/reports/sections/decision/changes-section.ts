import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { placeLink } from './evidence-places.ts'
import { sentenceMarkup } from './sentence-markup.ts'

/** What would turn the answer, and where to look; null where there is no answer to turn. */
export function changesSection(evidence: ReportEvidence): Markup | null {
  const { changes, verdict } = evidence.decision.evaluation.recommendation
  if (verdict === 'none' || verdict === 'unknown') return null
  const rows = changes.map(
    ({ condition, consequence, target }) =>
      markup`<tr><td class="text">${sentenceMarkup(condition)}</td><td class="text">${sentenceMarkup(consequence)}</td><td class="text">${placeLink(target, evidence)}</td></tr>
`,
  )
  return markup`<section id="changes"><h2>What would change this</h2>
${
  rows.length === 0
    ? markup`<p class="note">No other weighting, price or latency within reach turns the answer.</p>`
    : markup`<div class="scroll" tabindex="0" role="region" aria-label="What would change this"><table class="words"><thead><tr><th scope="col" class="text">If</th><th scope="col" class="text">Then</th><th scope="col" class="text">Look at</th></tr></thead><tbody>${rows}</tbody></table></div>`
}</section>`
}
