import { describeCosts } from '#shared/economics/describe-costs.ts'
import { perMonthText } from '#shared/economics/money-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { monthlyCost } from '../../charts/monthly-cost.ts'
import { volumeCurves } from '../../economics/volume-curves.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { contenderHeading } from '../contender-label.ts'
import { byOwnCost, type CostedContender } from './by-own-cost.ts'
import { inputsTable } from './inputs-table.ts'
import { itemsTable } from './items-table.ts'
import { monthCell, usableCell, volumeHeads } from './money-cells.ts'

/** A month by volume, what it is made of at the reader's own, and what it is reckoned from. */
export function volumeSection(evidence: ReportEvidence): Markup {
  const { assumptions, comparison } = evidence.economics
  const { sentences } = describeCosts(comparison, assumptions)
  const ranked = byOwnCost(evidence)
  const { lines, crossings, limitMicros, leftOut } = volumeCurves(ranked, evidence.economics)
  const chart = monthlyCost(lines, { ownVolume: assumptions.imagesPerMonth, crossings })
  const cut =
    limitMicros === null || leftOut.length === 0
      ? null
      : markup` <bdi>${listText(leftOut)}</bdi> ${leftOut.length === 1 ? 'is' : 'are'} left out above ${perMonthText(limitMicros)}.`
  const ring = crossings.length === 0 ? '' : ' Ring: from there on, or up to there, machines cost less than an API.'
  return markup`<section id="economics"><h2>What it costs by volume</h2>
<div class="lead">${sentences.map((sentence) => markup`<p><bdi>${unbroken(sentence)}</bdi></p>`)}</div>
${
  chart === null
    ? markup`<p class="note">What a picture costs is known of no contender, so no month can be reckoned.</p>`
    : markup`<figure>${chart}<figcaption class="note">A month by the pictures received in it, reckoned from what this trial measured and what is assumed. Bands: 95 % interval of what was measured.${ring}${cut}</figcaption></figure>`
}
<h3>A month, by pictures</h3>
<p class="note">The cheapest at ${figureText(assumptions.imagesPerMonth)} pictures first. Below an amount stands its 95 % interval, and for machines how many there are and how much of the hours paid they draw. A usable picture, at your volume: the month over those that pass every gate.</p>
${monthsTable(ranked, comparison.volumes, assumptions.imagesPerMonth)}
${itemsTable(ranked, assumptions.imagesPerMonth)}
${inputsTable(ranked)}</section>`
}

function monthsTable(ranked: readonly CostedContender[], volumes: readonly number[], own: number): Markup {
  const rows = ranked.map(
    ({ contender, costs: { months, usable } }) =>
      markup`<tr>${contenderHeading(contender)}${months.map((month) => markup`<td class="month">${monthCell(month)}</td>`)}<td>${usableCell(usable.find(({ imagesPerMonth }) => imagesPerMonth === own))}</td></tr>
`,
  )
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="A month, by pictures"><table class="months"><thead><tr><th scope="col">Contender</th>${volumeHeads(volumes, own)}<th scope="col">A usable picture</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
