import type { Estimate } from '#shared/domain/analysis.ts'
import { seedText } from '#shared/fairness/seed-text.ts'
import { LARGEST_GAP } from '#shared/stats/littles-law.ts'
import { isRatioToldApart } from '#shared/stats/median-ratio.ts'
import { markup, type Markup } from '../markup.ts'
import { effectiveCountText, firstOnSocketText, littlesLawText, timeSlicesText } from '../checks-text.ts'
import type { ReportContender, ReportEvidence } from '../report-evidence.ts'
import { percentText } from '../wording.ts'
import { contenderHeading } from './contender-label.ts'

/** What must hold for the numbers to mean what they say, contender by contender. */
export function checksSection({ contenders, analysis, trial }: ReportEvidence): Markup {
  const name = (id: string): string => trial.plan.contenders.find((contender) => contender.id === id)?.name ?? id
  const ratios = analysis.medianRatios.map(({ fasterId, slowerId, ratio }) =>
    ratioText(name(slowerId), name(fasterId), ratio),
  )
  return markup`<section id="checks"><h2>Whether the numbers hold</h2>
<p class="note">Samples one after the other may resemble each other, and then tell less than their number. Little’s law must hold in a steady run: in flight = rate × time, to ${percentText(LARGEST_GAP)}; more is a flaw only where it grows from part to part of the run, and not by what is in flight at its two ends. A run is cut into three parts of equal time, of which the first and the last are compared. Pauses, sleeps of the machine and rests between blocks are no part of either.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Whether the numbers hold"><table><thead><tr><th scope="col">Contender</th><th scope="col" class="text">Independent samples</th><th scope="col" class="text">Little’s law</th><th scope="col" class="text">Over the run</th><th scope="col" class="text">Sockets</th><th scope="col" class="text">Same seed twice</th></tr></thead><tbody>${contenders.map(checksRow)}</tbody></table></div>
${
  ratios.length === 0
    ? null
    : markup`<h3>Neighbours by median latency</h3><ul class="plain">${ratios.map((text) => markup`<li><bdi>${text}</bdi></li>`)}</ul>`
}</section>`
}

/** An interval that holds 1 tells of no difference, whatever the ratio in its middle. */
function ratioText(slower: string, faster: string, ratio: Estimate): string {
  if (ratio.state !== 'known') return `${slower} beside ${faster}: too few prompts for an interval.`
  const interval = `${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}, by ${ratio.count} prompts`
  return isRatioToldApart(ratio)
    ? `${slower} takes ${ratio.value.toFixed(2)} times as long as ${faster} (${interval}).`
    : `${slower} and ${faster} can’t be told apart: ${ratio.value.toFixed(2)} times as long (${interval}).`
}

function checksRow({ contender, analysis: { checks } }: ReportContender): Markup {
  const texts = [
    [effectiveCountText(checks), checks.effectiveCount?.isBelowHalf],
    [littlesLawText(checks), checks.littlesLaw?.isOff],
    [timeSlicesText(checks), checks.timeSlices?.isChanged],
    [firstOnSocketText(checks), false],
    [seedText(checks.seed), checks.seed.verdict === 'ignored' || checks.seed.verdict === 'mixed'],
  ] as const
  return markup`<tr>${contenderHeading(contender)}${texts.map(
    ([text, alarm]) =>
      markup`<td class="text">${alarm === true ? markup`<span class="alarm">${text}</span>` : text}</td>`,
  )}</tr>
`
}
