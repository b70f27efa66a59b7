import { describeDesign } from '#shared/domain/describe-design.ts'
import { WITHHELD_ADDRESS } from '#shared/domain/bundle.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import type { PriceUnit } from '#shared/domain/price.ts'
import type { ReportOptions } from '#shared/domain/report.ts'
import { NEEDED_CLUSTERS, RESAMPLES } from '#shared/stats/bootstrap.ts'
import { neededCount, PERCENTILES } from '#shared/stats/percentile.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/money.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { instrumentText, leftOutText } from '#shared/units/calibration-text.ts'
import { CLAIMED_ERROR_MS } from '#shared/domain/claimed-error.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../markup.ts'
import { LEFT_OUT } from '../leave-out-prompts.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'
import { environmentFacts } from './environment-facts.ts'
import { instantText } from './instant-text.ts'
import { sittingsTable } from './sittings-table.ts'

/** How it was measured, with what, where, and at which prices: enough to do it again. */
export function methodSection({ trial, sittings, options }: ReportEvidence): Markup {
  const { plan } = trial
  return markup`<section id="method"><h2>Method</h2>
<dl>${[...facts(trial, sittings.length), ...leftOutFacts(trial.plan, options)].map(definition)}</dl>
<h3>Contenders as they were run</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Contenders as they were run"><table><thead><tr><th scope="col">Contender</th><th scope="col" class="text">Weights</th><th scope="col" class="text">Parameters</th><th scope="col">In flight</th><th scope="col" class="text">Address</th><th scope="col" class="text">Price</th><th scope="col" class="text">Read from</th></tr></thead><tbody>${plan.contenders.map(contenderRow)}</tbody></table></div>
<h3>Where it was run</h3>
<dl>${environmentFacts(trial).map(definition)}</dl>
${sittingsTable(trial, sittings)}</section>`
}

function definition([name, text]: [name: string, text: string]): Markup {
  return markup`<dt>${name}</dt><dd><bdi>${text}</bdi></dd>`
}

function facts(
  { plan, startedAt, finishedAt, calibration }: ReportEvidence['trial'],
  sittingCount: number,
): [name: string, text: string][] {
  const needs = Object.entries(PERCENTILES).map(([name, share]) => `${name} ${neededCount(share)}`)
  const { maximumAttempts, initialDelayMs } = plan.retry
  const retries =
    maximumAttempts === 1
      ? 'A sample is tried once.'
      : `A sample is tried up to ${maximumAttempts} times, after a pause of ${formatDuration(initialDelayMs)} that doubles each time. Pauses are left out of the latency; each try is kept.`
  return [
    ['Prompts', promptsText(plan)],
    ['When', `${instantText(startedAt)}${finishedAt === null ? ', not finished' : ` to ${instantText(finishedAt)}`}`],
    ['Load', describeDesign(plan).join(' ')],
    [
      'Order',
      `${countText(plan.repeats, 'repeat')}. In each, the ${plan.axes.length === 0 ? 'prompts' : 'cases'} are shuffled, and for each of them the contenders, so that the time of day meets all alike. Order seed ${plan.seed}.`,
    ],
    [
      'Picture seeds',
      plan.seeds === 'per-prompt' ? 'One a prompt, the same for all.' : 'A new one each repeat, the same for all.',
    ],
    [
      'Latency',
      'From due to the last byte of the picture. Decoding, hashing and storing come after it and are not part of it.',
    ],
    ['Instrument', `${instrumentFact(calibration)}${calibratedOnce(calibration, sittingCount)}`],
    ['Retries', retries],
    ['Time limit', `${plan.timeoutMs / 1000} s a try.`],
    ['Budget', plan.budgetMicros === null ? 'None.' : `${formatUsd(plan.budgetMicros, 2)}.`],
    [
      'Percentiles',
      `The value at rank ceil(n · p), one that was measured, with the exact binomial interval of order statistics. Not shown below the n at which that interval exists: ${needs.join(', ')}.`,
    ],
    [
      'Success',
      'Wilson score interval, each sample by what the service did the first time it was asked: a picture that a retry by hand gave later mends no failure. Refusals, and samples that were cancelled, interrupted on our side or held back by the budget, are not counted.',
    ],
    [
      'Cost',
      `Percentile bootstrap of ${RESAMPLES.toLocaleString('en-US')} resamples that draws whole prompts, from ${NEEDED_CLUSTERS} prompts on, widened for few of them (expanded percentile, Hesterberg 2015). A charge that is not reported makes the cost unknown, never 0.`,
    ],
    [
      'Told apart',
      'Two medians or costs are put in order only where the bootstrap interval of their difference, paired by prompt, leaves out 0.',
    ],
  ]
}

/** Said also of a trial that came without them, in a bundle. */
function leftOutFacts({ cases }: FrozenPlan, { leaveOut }: ReportOptions): [name: string, text: string][] {
  const parts = [
    ...(leaveOut.includes('prompts') || cases.every(({ prompt }) => prompt === LEFT_OUT) ? [WITHOUT_PROMPTS] : []),
    ...(leaveOut.includes('pictures') ? ['Pictures are left out.'] : []),
  ]
  return parts.length === 0 ? [] : [['Left out', parts.join(' ')]]
}

const WITHOUT_PROMPTS =
  'Prompts are left out, and whole with them workflows, messages of providers, what judge models wrote and notes on pictures: a prompt may stand in them in other words, and nothing proves that it does not. Names, tags and variables became numbers. No figure is another one for it.'

function instrumentFact(known: ReportEvidence['trial']['calibration']): string {
  if (known.state === 'not-recorded') return 'Not recorded.'
  if (known.state === 'left-out') return `Not calibrated: ${leftOutText(known)}.`
  const { calibration } = known
  const { error, concurrency, pictureBytes, eventLoopLag, calibratedAt } = calibration
  const parts = [
    `Median error ${instrumentText(calibration)}`,
    ...(error.p95.state === 'known' ? [`p95 ${error.p95.value.toFixed(1)} ms`] : []),
    ...(error.maxMs === null ? [] : [`at most ${error.maxMs.toFixed(1)} ms`]),
  ].join(', ')
  const lag = eventLoopLag === null ? '' : ` Event-loop lag p99 ${eventLoopLag.p99Ms.toFixed(1)} ms.`
  return `${parts}, measured on ${instantText(calibratedAt)} against a server on this machine that knows the truth, with ${figureText(concurrency)} in flight and pictures of ${formatBytes(pictureBytes)}.${lag} Assay claims a median error of at most ${CLAIMED_ERROR_MS} ms.`
}

/** What was measured later was measured by an instrument that was calibrated before. */
function calibratedOnce({ state }: ReportEvidence['trial']['calibration'], sittingCount: number): string {
  return state === 'calibrated' && sittingCount > 1 ? ' Calibrated before the first sitting only.' : ''
}

/** Where the prompts are from, and which of them bring a negative prompt of their own: the table below shows the contenders'. */
function promptsText({ cases, promptSet }: FrozenPlan): string {
  const from =
    promptSet === undefined
      ? 'written for this trial'
      : `from “${promptSet.name}”, version ${promptSet.version}${promptSet.selection === undefined ? '' : `: ${promptSet.selection}`}`
  const own = cases.filter(({ parameters }) => parameters.negativePrompt !== undefined).length
  const negative =
    own === 0
      ? ''
      : ` ${countText(own, 'of them brings', 'of them bring')} a negative prompt of its own, in place of the contenders’.`
  return `${countText(cases.length, 'prompt')}, ${from}.${negative}`
}

function contenderRow(contender: Contender): Markup {
  const { width, height, steps, guidance, format, negativePrompt } = contender.parameters
  const parameters = [
    `${width} × ${height}`,
    steps === undefined ? null : `${steps} steps`,
    guidance === undefined ? null : `guidance ${guidance}`,
    format ?? null,
    negativePrompt === undefined ? null : `without: ${negativePrompt}`,
  ].filter((part) => part !== null)
  return markup`<tr>${contenderHeading(contender)}<td class="text">${contender.family}</td><td class="text"><bdi>${parameters.join(', ')}</bdi></td><td>${contender.concurrency}</td><td class="text">${contender.account === 'practice' ? 'simulated' : addressText(contender.baseUrl)}</td>${priceCells(contender)}</tr>
`
}

function priceCells({ price, ceilingMicros }: Contender): Markup {
  if (price === null) {
    const ceiling = ceilingMicros === null ? '' : `; counted at ${formatUsd(ceilingMicros, 4)} against the budget`
    return markup`<td class="text">not known${ceiling}</td><td></td>`
  }
  const origin = price.source === null ? 'your own price' : addressText(price.source)
  const source = `${origin}, ${price.retrievedOn}, ${price.confidence}`
  return markup`<td class="text">$${price.amountUsd} ${UNIT_WORDS[price.unit]}<small>${price.label}</small></td><td class="text">${source}</td>`
}

const UNIT_WORDS: Readonly<Record<PriceUnit, string>> = {
  image: 'a picture',
  request: 'a request',
  megapixel: 'a megapixel',
  step: 'a step',
  'megapixel-step': 'a megapixel and step',
  'compute-second': 'a second of machine time',
  'instance-hour': 'an hour of machine',
}

/** Host and path: a query may hold what does not belong in a report. */
function addressText(address: string): string {
  if (address === WITHHELD_ADDRESS) return 'address left out'
  const { host, pathname } = new URL(address)
  return `${host}${pathname === '/' ? '' : pathname}`
}
