import { criteriaOf } from '#shared/decision/criteria.ts'
import { measureFigure, namedList, text } from '#shared/decision/parts.ts'
import { markOf } from '#shared/decision/trade-off-front.ts'
import type { FrontPlace, SentencePart } from '#shared/domain/decision-evaluation.ts'
import type { CriterionMeasure } from '#shared/domain/decision-evidence.ts'
import type { BuiltInCriterion } from '#shared/domain/decision-settings.ts'
import { tradeOff, type TradeOffMark, type TradeOffSpan } from '../../charts/trade-off.ts'
import { markup, type Markup, type MarkupValue } from '../../markup.ts'
import type { ReportDecision, ReportEvidence } from '../../report-evidence.ts'
import { contenderHeading } from '../contender-label.ts'
import { sentenceMarkup } from './sentence-markup.ts'

const AXES: readonly BuiltInCriterion[] = ['latency', 'cost', 'quality']

/** Who is better than whom in latency, cost and quality at once, whatever anybody weighs; null where nobody is left. */
export function frontPart({ decision, trial }: ReportEvidence): Markup | null {
  const { front } = decision.evaluation
  if (front.length === 0) return null
  const criteria = criteriaOf(decision.settings).filter(({ id }) => AXES.some((axis) => axis === id))
  const rows = trial.plan.contenders.flatMap((contender) => {
    const place = front.find(({ contenderId }) => contenderId === contender.id)
    const own = decision.evidence.contenders.find(({ contenderId }) => contenderId === contender.id)
    if (place === undefined || own === undefined) return []
    const figures = AXES.map((axis): MarkupValue => {
      const measure = own.measures[axis]
      const criterion = criteria.find(({ id }) => id === axis)
      if (measure.state === 'unknown' || criterion === undefined)
        return markup`<td><span class="none">not known</span></td>`
      return markup`<td>${sentenceMarkup([measureFigure(measure, criterion)])}</td>`
    })
    return [
      markup`<tr>${contenderHeading(contender)}${figures}<td class="text">${placeWords(place, decision)}</td></tr>
`,
    ]
  })
  return markup`<h3 id="front">The Pareto front of latency, cost and quality</h3>
<p class="note">On the front is whoever no other beats in one of the three without losing in another. Whatever the weights of these three, the best is on it. Who is excluded has no part in it.</p>
${drawnFront(decision, trial)}<div class="scroll" tabindex="0" role="region" aria-label="The Pareto front"><table class="words"><thead><tr><th scope="col">Contender</th><th scope="col">p95 while warm</th><th scope="col">A usable picture</th><th scope="col">Preferred</th><th scope="col" class="text">Place</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

/** Latency across, cost up, quality as a gauge; who can't be drawn is named with the reason. */
function drawnFront({ evidence, evaluation }: ReportDecision, { plan }: ReportEvidence['trial']): Markup | null {
  const missing: { name: string; reason: string }[] = []
  const marks = plan.contenders.flatMap(({ id, name, position }): TradeOffMark[] => {
    const place = evaluation.front.find(({ contenderId }) => contenderId === id)
    const own = evidence.contenders.find(({ contenderId }) => contenderId === id)
    if (place === undefined || own === undefined) return []
    const { latency, cost, quality } = own.measures
    if (latency.state === 'unknown') missing.push({ name, reason: `p95 ${latency.reason}` })
    else if (cost.state === 'unknown') missing.push({ name, reason: `cost ${cost.reason}` })
    else
      return [
        {
          position,
          name,
          seconds: spanOf(latency, 1000),
          micros: spanOf(cost, 1),
          preferred: quality.state === 'known' ? quality.value : null,
          isDominated: place.state === 'dominated',
        },
      ]
    return []
  })
  const chart = tradeOff(marks)
  const notDrawn =
    missing.length === 0
      ? null
      : markup` Not drawn: ${missing.map(({ name, reason }, index) => markup`${index === 0 ? '' : '; '}<bdi>${name}</bdi> (${reason})`)}.`
  if (chart === null) return notDrawn === null ? null : markup`<p class="note">${notDrawn}</p>`
  return markup`<figure>${chart}<figcaption class="note">Bars: 95 % interval, of a rented machine from busy to idle all month. Dotted: nobody is both sooner and cheaper. Hollow: behind another in all three. ${
    marks.every(({ preferred }) => preferred === null)
      ? 'Nobody has voted, so quality is not drawn.'
      : 'The bar below a marker, and the figure beside its name: how often it is preferred; without one that is not known.'
  }${notDrawn}</figcaption></figure>
`
}

function spanOf(measure: Extract<CriterionMeasure, { state: 'known' }>, divisor: number): TradeOffSpan {
  return { mark: markOf(measure) / divisor, low: measure.low / divisor, high: measure.high / divisor }
}

function placeWords({ state, by }: FrontPlace, { evidence }: ReportDecision): Markup {
  const others = namedList(evidence.contenders.filter(({ contenderId }) => by.includes(contenderId)))
  const words: Readonly<Record<FrontPlace['state'], SentencePart[]>> = {
    front: [text('on the front')],
    dominated: [text('behind '), ...others, text(', whatever the intervals leave open')],
    'possibly-dominated': [text('behind '), ...others, text(' by the values, though not by their intervals')],
    unknown: [text('not known: a figure is missing')],
  }
  return sentenceMarkup(words[state])
}
