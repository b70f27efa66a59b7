import type { SampleRow } from '#shared/domain/sample-row.ts'
import { HOURS_PER_MONTH } from '#shared/economics/machine-hours.ts'
import { projectMonth, VOLUMES } from '#shared/economics/projection.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { projectionBasis } from '../analyse-contender.ts'
import { monthlyCost, type MonthlyCostLine } from '../charts/monthly-cost.ts'
import { linearScale } from '../charts/scale.ts'
import { dollarTick } from '../charts/tick-text.ts'
import { STRIP_WIDTH, whiskerAxis, whiskerStrip } from '../charts/whisker-strip.ts'
import { markup, type Markup } from '../markup.ts'
import { bestFirst, type ReportContender, type ReportEvidence } from '../report-evidence.ts'
import { spentText } from '../wording.ts'
import { contenderHeading } from './contender-label.ts'
import { perPictureFigure } from './estimate-cell.ts'

/** Points of a line: enough for the stairs of a growing number of machines. */
const CURVE_POINTS = 200

/** Cost of a picture, what this trial came to, and cost of a month by volume. */
export function costSection({ contenders, analysis, trial }: ReportEvidence): Markup {
  const ranked = bestFirst(contenders, (own) => own.costPerImageMicros)
  const chart = monthlyCost(ranked.flatMap((contender) => curve(contender) ?? []))
  return markup`<section id="cost"><h2>What it costs</h2>
<p class="note">All charges, those of failures included, over the pictures received. Marker: cost a picture · bar: 95 % interval. ${trial.practice ? 'In practice money, this' : 'This'} trial came to ${spentText(analysis, 2)}.</p>
${costTable(ranked)}
${
  chart === null
    ? null
    : markup`<figure><h3>A month, by volume</h3>${chart}<figcaption class="note">Bands: 95 % interval of the cost a picture; for rented machines, from paying only for the hours at work to keeping them on all ${HOURS_PER_MONTH} h of the month. The marked line is the end that the price bills.</figcaption></figure>`
}</section>`
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

/** The months of a contender from nothing to the largest volume; null where its cost is not known. */
function curve({ contender, analysis }: ReportContender): MonthlyCostLine | null {
  const basis = projectionBasis(contender, analysis.costPerImageMicros, {
    imagesPerHour: analysis.imagesPerHour,
    count: analysis.succeeded,
  })
  const largest = Math.max(...VOLUMES)
  // From one picture, because a machine that is kept on costs its month from the first one.
  const volumes = Array.from({ length: CURVE_POINTS + 1 }, (_, index) => Math.max(1, (largest * index) / CURVE_POINTS))
  const points = volumes.flatMap((images) => {
    const { monthly } = projectMonth(images, basis)
    return monthly.state === 'known' ? { images, value: monthly.value, low: monthly.low, high: monthly.high } : []
  })
  return points.length === 0
    ? null
    : { position: contender.position, name: contender.name, ends: basis.kind === 'machine', points }
}
