import { percentFigure } from '#shared/decision/parts.ts'
import { NEAR_CONCENTRATION } from '#shared/decision/sweep.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import type { WeightSensitivity } from '#shared/domain/decision-evaluation.ts'
import { figureText } from '#shared/units/count-text.ts'
import { markerIcon } from '../../charts/marker.ts'
import { whoLeads } from '../../charts/who-leads.ts'
import { markup, type Markup, type MarkupValue } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { percentText } from '../../wording.ts'
import { contenderHeading } from '../contender-label.ts'
import { sentenceMarkup } from './sentence-markup.ts'

/** Who wins how often over the weightings, and from which weights on another one leads. */
export function weightsPart(evidence: ReportEvidence): Markup {
  const { draws, sensitivities } = evidence.decision.evaluation
  const rows = winRows(evidence)
  if (rows.length === 0) {
    return markup`<h3 id="weights">Who wins</h3><p>Nobody can: no contender is left, or nothing that is weighed is known.</p>`
  }
  return markup`<h3 id="weights">Who wins</h3>
<p class="note">Share of ${figureText(draws)} draws that each wins, a tie shared. In every draw all measurements are redrawn within their intervals: at these weights, at weightings near them (a Dirichlet distribution of concentration ${NEAR_CONCENTRATION} whose mean they are), and at any weighting of what is weighed. ±: what the drawing itself leaves open, 95 %.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Who wins"><table><thead><tr><th scope="col">Contender</th><th scope="col">Total</th><th scope="col">At these weights</th><th scope="col">Near them</th><th scope="col">At any weights</th></tr></thead><tbody>${rows}</tbody></table></div>
${sensitivities.length === 0 ? null : sensitivityPart(sensitivities, evidence)}`
}

/** The highest total first. */
function winRows({ decision, trial }: ReportEvidence): Markup[] {
  const eligible = decision.evaluation.contenders.flatMap(({ contenderId, total, wins }) => {
    const contender = trial.plan.contenders.find(({ id }) => id === contenderId)
    return contender === undefined || total === null || wins === null ? [] : [{ contender, total, wins }]
  })
  return eligible
    .toSorted((one, other) => other.total - one.total || one.contender.position - other.contender.position)
    .map(
      ({ contender, total, wins }) =>
        markup`<tr>${contenderHeading(contender)}<td><b>${total.toFixed(3)}</b></td><td>${winShare(wins.yours)}</td><td>${winShare(wins.near)}</td><td>${winShare(wins.any)}</td></tr>
`,
    )
}

function winShare(estimate: Estimate): MarkupValue {
  return estimate.state === 'known'
    ? sentenceMarkup([percentFigure(estimate)])
    : markup`<span class="none">not known</span>`
}

function sensitivityPart(sensitivities: readonly WeightSensitivity[], { decision, trial }: ReportEvidence): Markup {
  const titleOf = (id: string): string =>
    decision.evaluation.criteria.find(({ criterionId }) => criterionId === id)?.title ?? id
  const contendersOf = (ids: readonly string[]) =>
    ids.flatMap((id) => trial.plan.contenders.filter((contender) => contender.id === id))
  const heaviestFirst = sensitivities.toSorted((one, other) => other.weight - one.weight)
  const chart = whoLeads(
    heaviestFirst.map(({ criterionId, weight, segments }) => ({
      title: titleOf(criterionId),
      weight,
      segments: segments.map(({ from, to, contenderIds }) => ({ from, to, leaders: contendersOf(contenderIds) })),
    })),
  )
  const rows = heaviestFirst.map(({ criterionId, weight, segments }) => {
    const led = segments.map(
      ({ from, to, contenderIds }) =>
        markup`<div>${percentText(from)} to ${percentText(to)}: ${contendersOf(contenderIds).map(
          ({ position, name }, place) =>
            markup`${place === 0 ? null : ' and '}${markerIcon(position)} <bdi>${name}</bdi>`,
        )}</div>`,
    )
    return markup`<tr><th scope="row"><bdi>${titleOf(criterionId)}</bdi></th><td>${percentText(weight)}</td><td class="text">${led}</td></tr>
`
  })
  return markup`<h3>At which weights the answer turns</h3>
<figure>${chart}<figcaption class="note">Who leads by the values while the weight of one criterion goes from 0 to 100 % and the others keep their proportions. The upright line is the weight as it counts: that of criteria which are known of nobody has gone to the others. The ends are where two totals cross, exactly; how sure a lead is, the shares above say.</figcaption></figure>
<div class="scroll" tabindex="0" role="region" aria-label="At which weights the answer turns"><table class="words"><thead><tr><th scope="col">Criterion</th><th scope="col">Weight</th><th scope="col" class="text">Who leads</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
