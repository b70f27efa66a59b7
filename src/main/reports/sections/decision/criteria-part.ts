import { criteriaOf, levelWords, type Criterion } from '#shared/decision/criteria.ts'
import { measureFigure, percentFigure, plainFigure } from '#shared/decision/parts.ts'
import { measureOf } from '#shared/decision/score-table.ts'
import type { CriterionScore, CriterionStanding, SentencePart } from '#shared/domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender, EvidenceNote } from '#shared/domain/decision-evidence.ts'
import { listText } from '#shared/units/list-text.ts'
import { markup, type Markup, type MarkupValue } from '../../markup.ts'
import type { ReportDecision, ReportEvidence } from '../../report-evidence.ts'
import { contenderHeading } from '../contender-label.ts'
import { evidenceText } from './evidence-places.ts'
import { sentenceMarkup } from './sentence-markup.ts'

const SOURCE_WORDS: Readonly<Record<EvidenceNote['source'], string>> = {
  measured: 'measured',
  votes: 'measured, by votes',
  described: 'fact',
  rated: 'rated',
}

/** What is weighed, and what is known of each contender by it. */
export function criteriaPart(evidence: ReportEvidence): Markup {
  const { decision } = evidence
  const shown = shownCriteria(decision)
  const left = decision.evaluation.criteria.filter(({ criterionId }) => !shown.some(({ id }) => id === criterionId))
  const notWeighed = left.length === 0 ? '' : ` Not weighed: ${listText(left.map(({ title }) => title))}.`
  return markup`<h3>What counts</h3>
<p class="note">A score is 1 at what is good enough, 0 at what is unacceptable and straight in between; for money and times straight in their logarithms, so that twice as much matters the same at every size. Better than good enough scores no more than 1. Where nobody has set the two points, they are round numbers that enclose what was found, over all contenders, so that one who is excluded changes nobody’s score. A total is the sum of the scores by their weights. <bdi>${notWeighed}</bdi></p>
<div class="scroll" tabindex="0" role="region" aria-label="What counts"><table><thead><tr><th scope="col">Criterion</th><th scope="col">Weight</th><th scope="col">Good enough</th><th scope="col">Unacceptable</th><th scope="col" class="text">Points set by</th><th scope="col" class="text">State</th></tr></thead><tbody>${shown.map((criterion) => weightRow(criterion, decision))}</tbody></table></div>
<h3 id="criteria">What is known, and how it scores</h3>
<p class="note">Measured: in this trial · fact: by a provider’s own description · rated: by a person, in words of a rubric; a level stands for anything within half a level. What is not known scores anything between unacceptable and good enough, or between the ends that are known. Intervals are 95 %.</p>
<div class="scroll long" tabindex="0" role="region" aria-label="Contenders by criteria"><table class="words"><thead><tr><th scope="col">Contender</th><th scope="col">Value</th><th scope="col">Score</th><th scope="col" class="text">How it is known</th><th scope="col" class="text">By what</th></tr></thead>${shown.map((criterion) => criterionBody(criterion, evidence))}</table></div>`
}

/** What is weighed, limited or rated; the rest has no part in the answer. */
function shownCriteria({ settings, evaluation }: ReportDecision): Criterion[] {
  return criteriaOf(settings).filter(
    ({ id }) =>
      evaluation.criteria.some(({ criterionId, state }) => criterionId === id && state !== 'not-weighed') ||
      settings.constraints.some(({ criterionId }) => criterionId === id) ||
      settings.rubric.some(({ criterionId }) => criterionId === id),
  )
}

function standingIn({ evaluation }: ReportDecision, { id }: Criterion): CriterionStanding {
  const found = evaluation.criteria.find(({ criterionId }) => criterionId === id)
  if (found === undefined) throw new Error(`The decision lacks the criterion ${id}.`)
  return found
}

const STATE_WORDS: Readonly<Record<CriterionStanding['state'], string>> = {
  counts: 'counts',
  'set-aside': 'known of nobody: its weight goes to the others',
  'not-weighed': 'not weighed',
}

function weightRow(criterion: Criterion, decision: ReportDecision): Markup {
  const { title, weight, reference, isOwnReference, state } = standingIn(decision, criterion)
  const isKnown = decision.evidence.contenders.some(
    (contender) => measureOf(contender, criterion, decision.settings.rubric).state === 'known',
  )
  // Where nothing is known, the points that would follow from the figures are none.
  const point = (value: number): Markup =>
    isOwnReference || isKnown
      ? sentenceMarkup([plainFigure(value, criterion)])
      : markup`<span class="none">nothing known</span>`
  const setBy = isOwnReference
    ? 'hand'
    : criterion.quantity === 'level'
      ? 'the rubric'
      : isKnown
        ? 'the figures'
        : 'nothing'
  return markup`<tr><th scope="row"><bdi>${title}</bdi></th><td>${sentenceMarkup([exactShare(weight)])}</td><td>${point(reference.good)}</td><td>${point(reference.unacceptable)}</td><td class="text">${setBy}</td><td class="text">${STATE_WORDS[state]}</td></tr>
`
}

function exactShare(share: number): SentencePart {
  return percentFigure({ value: share, low: share, high: share })
}

function criterionBody(criterion: Criterion, { decision, trial }: ReportEvidence): Markup {
  const rows = trial.plan.contenders.map((contender) => {
    const own = decision.evidence.contenders.find(({ contenderId }) => contenderId === contender.id)
    if (own === undefined) throw new Error(`The decision lacks the contender ${contender.id}.`)
    const measure = measureOf(own, criterion, decision.settings.rubric)
    return markup`<tr>${contenderHeading(contender)}<td>${valueOf(measure, criterion)}</td><td>${scoreOf(own, criterion, decision)}</td><td class="text">${measure.state === 'known' ? SOURCE_WORDS[measure.evidence.source] : 'unknown'}</td><td class="text"><bdi>${measure.state === 'known' ? evidenceText(measure.evidence) : measure.reason}</bdi></td></tr>
`
  })
  return markup`<tbody><tr class="criterion"><th scope="rowgroup" colspan="5"><bdi>${criterion.title}</bdi>, ${sentenceMarkup([exactShare(standingIn(decision, criterion).weight)])}</th></tr>
${rows}</tbody>`
}

function valueOf(measure: CriterionMeasure, criterion: Criterion): MarkupValue {
  if (measure.state === 'unknown') return markup`<span class="none">not known</span>`
  const words =
    criterion.words === null ? null : markup`<small><bdi>${levelWords(criterion, measure.value)}</bdi></small>`
  return markup`${sentenceMarkup([measureFigure(measure, criterion)])}${words}`
}

function scoreOf({ contenderId }: DecisionContender, { id }: Criterion, { evaluation }: ReportDecision): MarkupValue {
  const standing = evaluation.contenders.find((each) => each.contenderId === contenderId)
  const score = standing?.scores.find(({ criterionId }) => criterionId === id)
  return score === undefined ? markup`<span class="none">does not count</span>` : scoreMarkup(score)
}

function scoreMarkup({ score, low, high, isKnown }: CriterionScore): Markup {
  const ends = low === high ? null : markup` <span class="around">${low.toFixed(2)}–${high.toFixed(2)}</span>`
  return isKnown
    ? markup`<b>${score.toFixed(2)}</b>${ends}`
    : markup`<span class="around">${low.toFixed(2)}–${high.toFixed(2)}</span>`
}
