import { cheapestFirst, closestPair } from '#shared/economics/cheapest-first.ts'
import type { MachinesAgainst } from '#shared/economics/compare-costs.ts'
import { describeAssumptions } from '#shared/economics/describe-assumptions.ts'
import { chanceText, perMonthText } from '#shared/economics/money-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { tornadoChart } from '../../charts/tornado.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportContender, ReportEvidence } from '../../report-evidence.ts'
import { contenderHeading } from '../contender-label.ts'
import { NOT_KNOWN } from './money-cells.ts'

/** Bars that are told; the rest moves less than these. */
const MOST_BARS = 8

/** What a month costs with all that comes with it, what would change that most, and what is assumed. */
export function ownershipSection(evidence: ReportEvidence): Markup {
  const { assumptions, comparison } = evidence.economics
  const { draws, seed, imagesPerMonth } = comparison.ownership
  const closest = closestPair(comparison)
  return markup`<section id="ownership"><h2>Total cost of ownership</h2>
<p class="note">A month of ${figureText(imagesPerMonth)} pictures with people, failures and recoveries, over ${figureText(draws)} draws of everything uncertain (seed ${seed}): what was measured within its interval, what is assumed within its range.</p>
${ownershipTable(evidence)}
${closest === null ? null : tornadoFigure(closest, evidence)}
<h3>What is assumed</h3>
<p class="note">No trial measures these. Typed in: kept with the decision on this trial. Claim: published, and not checked. Default: Assay’s own.</p>
${assumptionsTable(evidence, assumptions)}</section>`
}

function ownershipTable({ contenders, economics: { comparison } }: ReportEvidence): Markup {
  const { ownership } = comparison
  const order = cheapestFirst(comparison)
  const [best] = order
  const place = ({ contender }: ReportContender): number =>
    order.includes(contender.id) ? order.indexOf(contender.id) : order.length + contender.position
  const rows = contenders
    .toSorted((left, right) => place(left) - place(right))
    .map(({ contender }) => {
      const own = ownership.contenders.find(({ id }) => id === contender.id)
      const share = ownership.cheaper.find(
        ({ firstId, secondId }) => firstId === contender.id && secondId === best,
      )?.share
      const cells =
        own === undefined || own.state === 'unknown'
          ? markup`<td colspan="4">${NOT_KNOWN}</td><td class="text"><bdi>${unbroken(own?.reason ?? '')}</bdi></td>`
          : markup`<td>${perMonthText(own.p5Micros)}</td><td><span class="q"><b>${perMonthText(own.p50Micros)}</b></span></td><td>${perMonthText(own.p95Micros)}</td><td><span class="q">${chanceText(own.cheapestShare)}</span></td><td class="text">${share === undefined ? 'the least, by its median' : `in ${chanceText(share)} of the draws`}</td>`
      return markup`<tr>${contenderHeading(contender)}${cells}</tr>
`
    })
  const bestName = contenders.find(({ contender }) => contender.id === best)?.contender.name
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Total cost of ownership"><table class="ownership"><thead><tr><th scope="col">Contender</th><th scope="col">p5</th><th scope="col">Median</th><th scope="col">p95</th><th scope="col">The cheapest in</th><th scope="col" class="text">Costs less than ${bestName === undefined ? 'the others' : markup`<bdi>${bestName}</bdi>`}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function tornadoFigure(
  { machinesId, managedId, tornado }: MachinesAgainst,
  { contenders }: ReportEvidence,
): Markup | null {
  if (tornado.state === 'unknown') return null
  const told = tornado.bars.slice(0, MOST_BARS)
  const nameOf = (id: string): string => contenders.find(({ contender }) => contender.id === id)?.contender.name ?? id
  const [machines, managed] = [nameOf(machinesId), nameOf(managedId)]
  const chart = tornadoChart({
    label: 'What would change the answer',
    base: tornado.baseMicros,
    bars: told.map(({ label, lowWords, highWords, atLowMicros, atHighMicros }) => ({
      label,
      low: lowWords,
      high: highWords,
      atLow: atLowMicros,
      atHigh: atHighMicros,
    })),
  })
  if (chart === null) return null
  const base = tornado.baseMicros
  const answer =
    base < 0
      ? markup`<bdi>${machines}</bdi> costs ${perMonthText(-base)} a month more than <bdi>${managed}</bdi>`
      : markup`<bdi>${machines}</bdi> saves ${perMonthText(base)} a month against <bdi>${managed}</bdi>`
  const rows = told.map(
    ({ label, lowWords, highWords, atLowMicros, atHighMicros }) =>
      markup`<tr><th scope="row"><bdi>${label}</bdi></th><td>${lowWords}</td><td>${perMonthText(atLowMicros)}</td><td>${highWords}</td><td>${perMonthText(atHighMicros)}</td></tr>
`,
  )
  return markup`<figure><h3>What would change the answer</h3>
<p class="note">With everything at its likeliest, ${answer}, with people. Each bar: that saving as one thing alone goes from its low (faint) to its high end (full). Beyond the line at $0 the answer turns round.</p>${chart}</figure>
<div class="scroll" tabindex="0" role="region" aria-label="What would change the answer, as a table"><table class="tornado"><thead><tr><th scope="col">What</th><th scope="col">Low</th><th scope="col">Saving</th><th scope="col">High</th><th scope="col">Saving</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function assumptionsTable(
  { economics: { comparison } }: ReportEvidence,
  assumptions: ReportEvidence['economics']['assumptions'],
): Markup {
  const kinds = new Set(
    comparison.contenders.map(({ basis }) => (basis.billing.by === 'machine' ? 'machines' : 'managed')),
  )
  const rows = describeAssumptions(assumptions)
    .filter(({ of }) => of === 'all' || kinds.has(of))
    .map(
      ({ label, value, source }) =>
        markup`<tr><th scope="row">${label}</th><td class="text">${unbroken(value)}</td><td class="text">${source}</td></tr>
`,
    )
  return markup`<div class="scroll long" tabindex="0" role="region" aria-label="What is assumed"><table class="assumed"><thead><tr><th scope="col">What</th><th scope="col" class="text">Value</th><th scope="col" class="text">How it is known</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
