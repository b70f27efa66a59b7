import type { DecisionSentence, EvidenceTarget } from '#shared/domain/decision-evaluation.ts'
import { sentence } from '#shared/units/sentence.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'

/** Where in the report each kind of evidence stands, and how that place is called. */
const PLACES: Readonly<Record<EvidenceTarget, { id: string; title: string }>> = {
  latency: { id: 'latency', title: 'how long it takes' },
  cost: { id: 'cost', title: 'what it costs' },
  'cold-start': { id: 'cold-start', title: 'after idling' },
  reliability: { id: 'reliability', title: 'how reliable it is' },
  pictures: { id: 'picture-checks', title: 'what automatic checks found' },
  votes: { id: 'votes', title: 'what reviewers preferred' },
  criteria: { id: 'criteria', title: 'what is known' },
  constraints: { id: 'constraints', title: 'limits' },
  weights: { id: 'weights', title: 'who wins' },
  front: { id: 'front', title: 'the Pareto front' },
}

type Evidence = DecisionSentence['evidence']

/** The address inside the report of what a sentence rests on; null where the report has no such place. */
export function addressOf(target: EvidenceTarget, { options, contenders, ratings }: ReportEvidence): string | null {
  if (options.template === 'one-page') return null
  if (target === 'cold-start' && contenders.every(({ analysis }) => analysis.coldStart === null)) return null
  if (target === 'votes' && ratings.length === 0) return null
  return `#${PLACES[target].id}`
}

/** The name of a place, as a link where the report has it. */
export function placeLink(target: EvidenceTarget, evidence: ReportEvidence): Markup {
  const address = addressOf(target, evidence)
  const { title } = PLACES[target]
  return address === null ? markup`${title}` : markup`<a href="${address}">${title}</a>`
}

/** What a sentence rests on, in words: n, how an interval was made, the prices that went into it. */
export function evidenceText({ text, method, priceVersion }: Omit<Evidence, 'source' | 'count' | 'target'>): string {
  const words = [text, method, priceVersion].filter((word) => word !== null && word !== '')
  return sentence(words.join('; '))
}
