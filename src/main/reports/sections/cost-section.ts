import type { SampleRow } from '#shared/domain/sample-row.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { linearScale } from '../charts/scale.ts'
import { dollarTick } from '../charts/tick-text.ts'
import { STRIP_WIDTH, whiskerAxis, whiskerStrip } from '../charts/whisker-strip.ts'
import { markup, type Markup } from '../markup.ts'
import { bestFirst, type ReportContender, type ReportEvidence } from '../report-evidence.ts'
import { spentText } from '../wording.ts'
import { contenderHeading } from './contender-label.ts'
import { perPictureFigure } from './estimate-cell.ts'

/** Cost of a picture, and what this trial came to. */
export function costSection({ contenders, analysis, trial }: ReportEvidence): Markup {
  const ranked = bestFirst(contenders, (own) => own.costPerImageMicros)
  return markup`<section id="cost"><h2>What a picture costs</h2>
<p class="note">All charges, those of failures included, over the pictures received. Marker: cost a picture · bar: 95 % interval. ${trial.practice ? 'In practice money, this' : 'This'} trial came to ${spentText(analysis, 2)}.</p>
${costTable(ranked)}</section>`
}

function costTable(ranked: readonly ReportContender[]): Markup {
  const known = ranked.flatMap(({ analysis: { costPerImageMicros: cost } }) => (cost.state === 'known' ? cost : []))
  const scale =
    known.length === 0 ? null : linearScale(Math.max(...known.map(({ high }) => high)), 14, STRIP_WIDTH - 22, 4)
  const rows = ranked.map(({ contender, analysis, rows: all }) => {
    const cost = analysis.costPerImageMicros
    const drawn =
      scale === null
        ? null
        : markup`<td class="figure">${whiskerStrip({
            position: contender.position,
            label: `Cost a picture of ${contender.name}`,
            scale,
            median: cost.state === 'known' ? cost : null,
            ring: null,
            dot: null,
          })}</td>`
    return markup`<tr>${contenderHeading(contender)}${drawn}
<td>${perPictureFigure(cost)}</td><td class="text">${basisText(all)}</td>
<td>${spentText(analysis, 4)}</td>
<td>${analysis.imagesPerHour === null ? markup`<span class="none">none yet</span>` : figureText(Math.round(analysis.imagesPerHour))}</td></tr>
`
  })
  const axis =
    scale === null
      ? null
      : markup`<tfoot><tr><td></td><td class="figure">${whiskerAxis(scale, dollarTick)}</td><td colspan="4"></td></tr></tfoot>`
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Cost a picture"><table class="strips"><thead><tr><th scope="col">Contender</th>${
    scale === null ? null : markup`<th scope="col"><span class="hidden">Chart</span></th>`
  }<th scope="col">Per picture</th><th scope="col" class="text">How it is known</th><th scope="col">This trial</th><th scope="col">Pictures an hour</th></tr></thead><tbody>${rows}</tbody>${axis}</table></div>`
}

/** How the known charges came about. */
function basisText(rows: readonly SampleRow[]): string {
  const known = rows.filter((row) => row.chargeMicros !== null)
  return known.length === 0 ? 'not reported' : listText([...new Set(known.map((row) => row.chargeBasis))])
}
