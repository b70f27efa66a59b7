import type { DecisionChange, DecisionSentence, SentencePart } from '#shared/domain/decision-evaluation.ts'
import { text } from '#shared/decision/parts.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { addressOf, evidenceText, placeLink } from './evidence-places.ts'
import { sentenceMarkup } from './sentence-markup.ts'

/** With the recommendation itself, five. */
const MOST_LINES = 4

/** The answer in five lines: what to run, the two weightiest reasons, what speaks against it, and what would turn it. */
export function answer(evidence: ReportEvidence): Markup {
  const { recommendation } = evidence.decision.evaluation
  const lines = leadLines(evidence)
  const note = (line: DecisionSentence, place: number): Markup =>
    markup`<li value="${place + 1}"><bdi>${evidenceText(line.evidence)}</bdi>: ${placeLink(line.evidence.target, evidence)}</li>`
  return markup`<p class="answer">${sentenceMarkup(recommendation.title)}</p>
<div class="lead">${lines.map((line, place) => markup`<p>${sentenceMarkup(line.parts)}${footnote(line, place + 1, evidence)}</p>`)}</div>
${lines.length === 0 ? null : markup`<ol class="notes">${lines.map(note)}</ol>`}`
}

function footnote({ evidence: { target } }: DecisionSentence, number: number, evidence: ReportEvidence): Markup {
  const address = addressOf(target, evidence)
  return markup`<sup>${address === null ? number : markup`<a href="${address}" aria-label="${`Evidence ${number}`}">${number}</a>`}</sup>`
}

function leadLines({ decision: { evaluation } }: ReportEvidence): DecisionSentence[] {
  const { reasons, against, changes, limits, verdict } = evaluation.recommendation
  if (verdict === 'none' || verdict === 'unknown') return limits.slice(0, MOST_LINES)
  const own = reasons.filter(({ evidence }) => evidence.target !== 'weights')
  const last = [...against.slice(0, 1), ...changes.slice(0, 1).map(asSentence)]
  return [...own.slice(0, MOST_LINES - last.length), ...last]
}

function asSentence({ condition, consequence, target }: DecisionChange): DecisionSentence {
  const parts: SentencePart[] = [text('If '), ...condition, text(', '), ...consequence, text('.')]
  return {
    parts,
    evidence: { source: 'set', text: 'all else as it is', method: null, priceVersion: null, count: null, target },
  }
}
