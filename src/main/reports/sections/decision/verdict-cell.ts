import type { ContenderStanding, SentencePart } from '#shared/domain/decision-evaluation.ts'
import { percentFigure, text } from '#shared/decision/parts.ts'
import { listText } from '#shared/units/list-text.ts'
import { markup, type Markup, type MarkupValue } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { sentenceMarkup } from './sentence-markup.ts'

/** What the decision comes to for one contender: a word, why, and in what it was not like for like. */
export function verdictCell(contenderId: string, evidence: ReportEvidence): Markup {
  const standing = evidence.decision.evaluation.contenders.find((each) => each.contenderId === contenderId)
  if (standing === undefined) throw new Error(`The decision lacks the contender ${contenderId}.`)
  const unlike = evidence.analysis.fairness.flatMap(({ parameter, rows }) =>
    // Nothing is asked of safety: what was refused or came black stands with the outcomes.
    parameter !== 'safety' && rows.some((row) => row.contenderId === contenderId && row.verdict === 'not-like-for-like')
      ? [parameter]
      : [],
  )
  return markup`<td class="text verdict">${verdictOf(standing, evidence)}${
    unlike.length === 0 ? null : markup`<small class="alarm">Not like for like: ${listText(unlike)}</small>`
  }</td>`
}

function verdictOf(standing: ContenderStanding, { decision: { evaluation } }: ReportEvidence): MarkupValue {
  const { contenderId, wins, constraints } = standing
  const { recommendation } = evaluation
  if (standing.standing === 'no-pictures') return word('No picture')
  if (standing.standing === 'excluded') {
    const broken = constraints.filter(({ verdict }) => verdict === 'broken')
    return markup`${word('Excluded')}${broken.map(({ reason }) => markup`<small>${sentenceMarkup(withoutIntervals(reason))}</small>`)}`
  }
  if (recommendation.verdict === 'unknown') return word('Not decided')
  if (recommendation.contenderIds.includes(contenderId))
    return word(recommendation.verdict === 'run' ? 'Choose' : 'Can’t be told apart')
  if (recommendation.fallbackId === contenderId) return word('Fallback')
  if (wins === null || wins.near.state !== 'known') return word('Not chosen')
  const share = [text('wins in '), percentFigure(wins.near), text(' of weightings near yours')]
  return markup`${word('Not chosen')}<small>${sentenceMarkup(share)}</small>`
}

/** In a narrow cell; the whole reason stands among the limits. */
function withoutIntervals(parts: readonly SentencePart[]): SentencePart[] {
  return parts.map((part) => (part.kind === 'figure' ? { ...part, interval: '', count: null } : part))
}

function word(words: string): Markup {
  return markup`<b>${words}</b>`
}
