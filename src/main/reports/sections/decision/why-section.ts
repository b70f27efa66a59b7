import type { DecisionSentence } from '#shared/domain/decision-evaluation.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { evidenceText, placeLink } from './evidence-places.ts'
import { sentenceMarkup } from './sentence-markup.ts'

/** What speaks for the answer and against it, each sentence with what it rests on; null where nobody is recommended. */
export function whySection(evidence: ReportEvidence): Markup | null {
  const { reasons, against } = evidence.decision.evaluation.recommendation
  if (reasons.length + against.length === 0) return null
  return markup`<section id="why"><h2>Why, in order of weight</h2>
${reasons.length === 0 ? markup`<p class="note">Nothing that is known speaks for it.</p>` : sentenceList(reasons, evidence)}
${against.length === 0 ? null : markup`<h3>What speaks against it</h3>${sentenceList(against, evidence)}`}</section>`
}

function sentenceList(sentences: readonly DecisionSentence[], evidence: ReportEvidence): Markup {
  return markup`<ol class="reasons">${sentences.map(
    ({ parts, evidence: own }) =>
      markup`<li>${sentenceMarkup(parts)}<small><bdi>${evidenceText(own)}</bdi>: ${placeLink(own.target, evidence)}</small></li>`,
  )}</ol>`
}
