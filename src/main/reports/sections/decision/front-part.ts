import { criteriaOf } from '#shared/decision/criteria.ts'
import { measureFigure, namedList, text } from '#shared/decision/parts.ts'
import type { FrontPlace, SentencePart } from '#shared/domain/decision-evaluation.ts'
import type { BuiltInCriterion } from '#shared/domain/decision-settings.ts'
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
<div class="scroll" tabindex="0" role="region" aria-label="The Pareto front"><table class="words"><thead><tr><th scope="col">Contender</th><th scope="col">p95 while warm</th><th scope="col">A usable picture</th><th scope="col">Preferred</th><th scope="col" class="text">Place</th></tr></thead><tbody>${rows}</tbody></table></div>`
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
