import type { BreakEven } from '#shared/domain/break-even.ts'
import { breakEvenSurface, neededText } from '#shared/economics/break-even-utilisation.ts'
import { cheaperText, intervalText } from '#shared/economics/break-even-words.ts'
import type { CostComparison, MachinesAgainst } from '#shared/economics/compare-costs.ts'
import { closestPair } from '#shared/economics/cheapest-first.ts'
import { perMonthText, shareText } from '#shared/economics/money-words.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { figureText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { contenderLabel } from '../contender-label.ts'
import { NOT_KNOWN } from './money-cells.ts'

/** Rows of the surface. */
const UTILISATIONS = [1, 0.7, 0.5, 0.2]

/** From which volume machines cost less than an API, pair by pair; nothing where there is no pair. */
export function breakEvenSection({ contenders, economics }: ReportEvidence): Markup | null {
  const { assumptions, comparison } = economics
  if (comparison.against.length === 0) return null
  const labelOf = (id: string): Markup | null => {
    const found = contenders.find(({ contender }) => contender.id === id)
    return found === undefined ? null : contenderLabel(found.contender)
  }
  const rows = comparison.against.map(
    (
      pair,
    ) => markup`<tr><th scope="row">${labelOf(pair.machinesId)}</th><td class="text">${labelOf(pair.managedId)}</td>
<td>${answerCell(pair.breakEven)}</td><td>${answerCell(pair.usableBreakEven)}</td><td>${utilisationCell(pair)}</td><td class="text"><bdi>${unbroken(pair.breakEven.words)}</bdi></td></tr>
`,
  )
  const closest = closestPair(comparison)
  return markup`<section id="break-even"><h2>Break-even</h2>
<p class="note">From how many pictures a month on machines cost less than an API, looked for up to ${figureText(largestOf(comparison))}; in usable pictures, either draws as many more as its own are of no use. Below stands the 95 % interval: from where machines may be cheaper to where they are for certain, which is where the interval of the monthly saving holds 0. It comes of measured speed, charges, cold starts and usable shares, with retries and failed calls in them; what is assumed stays as it is. Utilisation: the share of the hours paid in which machines would have to draw to cost no more at ${figureText(assumptions.imagesPerMonth)} pictures a month.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Break-even"><table class="break-even"><thead><tr><th scope="col">Machines</th><th scope="col" class="text">API</th><th scope="col">Cheaper</th><th scope="col">In usable pictures</th><th scope="col">Utilisation needed</th><th scope="col" class="text">In words</th></tr></thead><tbody>${rows}</tbody></table></div>
${closest === null ? null : surfaceTable(closest, economics)}</section>`
}

function largestOf({ against }: CostComparison): number {
  return Math.max(0, ...against.flatMap(({ breakEven }) => (breakEven.state === 'unknown' ? [] : breakEven.upToImages)))
}

function answerCell(breakEven: BreakEven): Markup {
  if (breakEven.state === 'unknown') return NOT_KNOWN
  return markup`<span class="q"><b>${cheaperText(breakEven)}</b></span>${intervalCell(intervalText(breakEven.interval))}`
}

function intervalCell(interval: string | null): Markup | null {
  return interval === null ? null : markup`<small>${interval}</small>`
}

function utilisationCell({ utilisation: needed }: MachinesAgainst): Markup {
  if (needed.state === 'unknown') return NOT_KNOWN
  const interval = intervalCell(neededText(needed.interval))
  return needed.utilisation === null
    ? markup`<span class="q"><b>never</b></span>${interval ?? markup`<small>not even without an idle minute</small>`}`
    : markup`<span class="q"><b>${shareText(needed.utilisation)}</b></span>${interval}`
}

function surfaceTable(pair: MachinesAgainst, { assumptions, comparison }: ReportEvidence['economics']): Markup | null {
  const basisOf = (id: string) => comparison.contenders.find(({ basis }) => basis.id === id)?.basis
  const [machines, managed] = [basisOf(pair.machinesId), basisOf(pair.managedId)]
  if (machines === undefined || managed === undefined) return null
  const grid = { imagesPerMonth: comparison.volumes, utilisations: UTILISATIONS }
  const surface = breakEvenSurface(machines, managed, grid, prepareSetting(assumptions))
  const rows = surface.utilisations.map(
    (utilisation, index) =>
      markup`<tr><th scope="row">${shareText(utilisation)}</th>${surface.savingMicros[index]?.map((saving) => markup`<td>${savingCell(saving)}</td>`) ?? null}</tr>
`,
  )
  return markup`<h3>What utilisation does</h3>
<p class="note"><bdi>${machines.name}</bdi> against <bdi>${managed.name}</bdi>: what a month on machines saves, or costs more, by how much of the hours paid they draw.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Saving by utilisation and volume"><table class="surface"><thead><tr><th scope="col">At work</th>${surface.imagesPerMonth.map((volume) => markup`<th scope="col">${figureText(volume)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`
}

function savingCell(saving: number | null): Markup {
  if (saving === null) return NOT_KNOWN
  const words = saving < 0 ? 'more' : 'saved'
  return markup`<span class="q">${saving >= 0 ? markup`<b>${perMonthText(Math.abs(saving))}</b>` : perMonthText(Math.abs(saving))}<span class="u">${words}</span></span>`
}
