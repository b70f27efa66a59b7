import type { Estimate } from '#shared/domain/analysis.ts'
import { headlineOf, isInHeadline, type Headline } from '#shared/domain/headline.ts'
import { ecdf } from '#shared/stats/ecdf.ts'
import { median } from 'simple-statistics'
import { sentence } from '#shared/units/sentence.ts'
import { figureText } from '#shared/units/count-text.ts'
import { answeredWithin } from '../charts/answered-within.ts'
import { latencyOverTime, type LatencyOverTimeSeries, type LatencyPoint } from '../charts/latency-over-time.ts'
import { linearScale, type Scale } from '../charts/scale.ts'
import { secondsTick } from '../charts/tick-text.ts'
import { STRIP_WIDTH, whiskerAxis, whiskerStrip, type Whisker } from '../charts/whisker-strip.ts'
import { markup, type Markup } from '../markup.ts'
import { bestFirst, type ReportContender, type ReportEvidence } from '../report-evidence.ts'
import { wasTimed } from '../asked-samples.ts'
import { firstAnswer, isOfTheService } from '../service-answer.ts'
import { contenderHeading } from './contender-label.ts'
import { latencyFigure } from './estimate-cell.ts'
import { serviceTable } from './service-table.ts'
import { stagesTable } from './stages-table.ts'

/** Most points drawn one by one; beyond, each stands for a stretch of time. */
const MOST_POINTS = 1500
const STRETCHES = 60

/** Percentiles with intervals, the whole distribution, and latency over the time of the trial. */
export function latencySection({ contenders, trial: { plan }, analysis: { headline } }: ReportEvidence): Markup {
  const ranked = bestFirst(contenders, (analysis) => analysis.latency.p50)
  const within = answeredWithin(
    ranked.map((lane) => ({
      position: lane.contender.position,
      name: lane.contender.name,
      steps: ecdf(latenciesSeconds(lane.headline), countAnswered(lane, headlineOf(plan))),
    })),
  )
  const overTime = latencyOverTime(seriesOverTime(ranked))
  return markup`<section id="latency"><h2>How long it takes</h2>
<p class="note">${sentence(headline)}. From the moment a sample was due to the last byte of its picture, pictures only. Marker: median · ring: p90 · dot: p95 · bars: 95 % interval.</p>
${percentileTable(ranked)}
${stagesTable(ranked)}${serviceTable(ranked, headline)}
<div class="pair">${
    within === null
      ? null
      : markup`<figure><h3>Answered within</h3>${within}<figcaption class="note">${plan.load.kind === 'ramp' ? 'Over all rates of the ramp. ' : ''}Share of what was asked, refusals left out. A line that ends below 100 % has failures.</figcaption></figure>`
  }${
    overTime === null
      ? null
      : markup`<figure><h3>Over the time of the trial</h3>${overTime}<figcaption class="note">${
          tooManyPoints(ranked)
            ? `${plan.load.kind === 'sweep' ? 'All stages. ' : ''}Medians of the pictures due in each of ${STRETCHES} equal stretches of time.`
            : `${plan.load.kind === 'sweep' ? 'All stages. ' : ''}Each mark one sample at the moment it was due, hollow where it failed. Refusals left out.`
        }</figcaption></figure>`
  }</div></section>`
}

function percentileTable(ranked: readonly ReportContender[]): Markup {
  const drawn = ranked.flatMap(({ analysis: { latency } }) =>
    [latency.p50, latency.p90, latency.p95].flatMap((estimate) => whisker(estimate) ?? []),
  )
  const scale =
    drawn.length === 0 ? null : linearScale(Math.max(...drawn.map(({ high }) => high)), 14, STRIP_WIDTH - 22)
  const rows = ranked.map(
    ({ contender, analysis: { latency, succeeded, asked } }) => markup`<tr>${contenderHeading(contender)}
${scale === null ? null : markup`<td class="figure">${strip(contender.position, contender.name, scale, latency)}</td>`}
<td class="p50">${latencyFigure(latency.p50)}</td><td class="p90">${latencyFigure(latency.p90)}</td><td class="p95">${latencyFigure(latency.p95)}</td><td class="p99">${latencyFigure(latency.p99)}</td>
<td class="n">${figureText(succeeded)} of ${figureText(asked)}</td></tr>
`,
  )
  const axis =
    scale === null
      ? null
      : markup`<tfoot><tr><td></td><td class="figure">${whiskerAxis(scale, secondsTick)}</td><td colspan="5"></td></tr></tfoot>`
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Latency percentiles"><table class="strips"><thead><tr><th scope="col">Contender</th>${
    scale === null ? null : markup`<th scope="col"><span class="hidden">Chart</span></th>`
  }<th scope="col">Median</th><th scope="col">p90</th><th scope="col">p95</th><th scope="col">p99</th><th scope="col">Drew</th></tr></thead><tbody>${rows}</tbody>${axis}</table></div>`
}

function strip(position: number, name: string, scale: Scale, latency: ReportContender['analysis']['latency']): Markup {
  return whiskerStrip({
    position,
    label: `Median, p90 and p95 of ${name}`,
    scale,
    median: whisker(latency.p50),
    ring: whisker(latency.p90),
    dot: whisker(latency.p95),
  })
}

/** In seconds; null where n does not support it. */
function whisker(estimate: Estimate): Whisker | null {
  if (estimate.state !== 'known') return null
  return { value: estimate.value / 1000, low: estimate.low / 1000, high: estimate.high / 1000 }
}

/** Of the pictures that came the first time. */
function latenciesSeconds(headline: ReportContender['headline']): number[] {
  return headline
    .filter((row) => row.outcome === 'succeeded' && wasTimed(row) && !row.earlier.some(isOfTheService))
    .map((row) => row.latencyMs / 1000)
}

/** Samples that the service drew or failed the first time, those left out that it drew while something of ours stood between. */
function countAnswered({ rows }: ReportContender, headline: Headline): number {
  return rows.filter((row) => {
    if (row.role !== 'measure' || !isInHeadline(headline, row)) return false
    const outcome = firstAnswer(row)?.outcome
    return outcome === 'failed' || (outcome === 'succeeded' && (wasTimed(row) || row.outcome !== 'succeeded'))
  }).length
}

function seriesOverTime(ranked: readonly ReportContender[]): LatencyOverTimeSeries[] {
  const joined = tooManyPoints(ranked)
  const endSeconds = ranked.flatMap(({ asked }) => asked).reduce((latest, row) => Math.max(latest, row.dueMs / 1000), 0)
  return ranked.map(({ contender, asked }) => {
    const points = asked
      .filter((row) => row.outcome !== 'refused' && (wasTimed(row) || row.outcome === 'failed'))
      .map((row) => ({
        atSeconds: row.dueMs / 1000,
        seconds: row.latencyMs / 1000,
        failed: row.outcome === 'failed',
      }))
      .toSorted((left, right) => left.atSeconds - right.atSeconds)
    return {
      position: contender.position,
      name: contender.name,
      points: joined ? medianPerStretch(points, endSeconds) : points,
      joined,
    }
  })
}

function tooManyPoints(ranked: readonly ReportContender[]): boolean {
  return ranked.reduce((total, { asked }) => total + asked.length, 0) > MOST_POINTS
}

/** Medians of the pictures in equal stretches of time; a stretch without a picture has no point. */
function medianPerStretch(points: readonly LatencyPoint[], endSeconds: number): LatencyPoint[] {
  const pictures = points.filter((point) => !point.failed)
  const length = endSeconds / STRETCHES
  const stretches = Map.groupBy(pictures, (point) => Math.min(STRETCHES - 1, Math.floor(point.atSeconds / length)))
  return [...stretches].map(([index, members]) => ({
    atSeconds: (index + 0.5) * length,
    seconds: median(members.map((point) => point.seconds)),
    failed: false,
  }))
}
