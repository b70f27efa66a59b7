import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test, onTestFinished } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import type { TruthEntry } from '#main/simulators/simulator.ts'
import type { ReportEconomics } from '#shared/domain/report-economics.ts'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { ReportOptions } from '#shared/domain/report.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Contender, PlanInput } from '#shared/domain/plan.ts'
import { perMonthText } from '#shared/economics/money-words.ts'
import { percentileEstimate } from '#shared/stats/percentile.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

/**
 * How much more than the simulator's own time a measured latency may be, in milliseconds, on a machine that lets a ready
 * thread run at once. It holds two loopback round trips, the sending of up to 2 MB, and two event loops.
 */
const OVERHEAD_MS = 150

/**
 * Ready threads that wait for one of the processors are late on both sides of the wire, and in this process alike. The
 * longest time that this one's own loop was kept waiting says how late; a sample passes the two threads of the engine and of
 * the simulator on its way out and again on its way back, so up to four such waits are in its latency.
 */
const WAITS = 4

/**
 * A thread may be kept waiting longer than this one was. An instrument that measures wrongly does so throughout, a machine that is
 * busy now and then: so many samples may be later than the bound.
 */
const LATE_SAMPLES = 3

/** Two clocks of two threads, both from the same monotonic source, read at different places: they may differ by rounding. */
const ROUNDING_MS = 1

const CONTENDERS: PlanInput['contenders'] = [
  { id: 'schnell', provider: 'novita', model: 'flux-1-schnell', parameters: { steps: 4 }, concurrency: 2 },
  { id: 'sdxl', provider: 'novita', model: 'sdxl', parameters: { steps: 20 }, concurrency: 2 },
  { id: 'segmind', provider: 'segmind', model: 'sdxl1.0-txt2img', parameters: { steps: 20 }, concurrency: 2 },
  { id: 'modal', provider: 'modal', model: 'flux-1-schnell', concurrency: 2 },
  { id: 'lambda', provider: 'a1111', model: 'sd_xl_base_1.0', parameters: { steps: 20 }, concurrency: 1 },
]

test('latencies and costs, as they are logged and as the report tells them, are those that the simulators really gave', async () => {
  const running = await startSimulatorThread({
    seed: 7,
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    timeScale: 0.2,
  })
  onTestFinished(() => running.close())
  const environment = Object.fromEntries(
    running.simulators.flatMap(({ providerId, baseUrl, credentials }) =>
      Object.entries({ baseUrl, ...credentials }).map(([field, value]) => [
        environmentVariable(providerId, field),
        value,
      ]),
    ),
  )
  const workbench = await testWorkbench({ environment })
  const lateness = monitorEventLoopDelay({ resolution: 5 })
  lateness.enable()
  const { trialId } = await workbench.client.trial.start({
    name: 'Truth',
    prompts: [
      { text: 'Celadon vase with a cotton branch' },
      { text: 'Mountain lake at first light' },
      { text: 'Dunes' },
    ],
    repeats: 4,
    seed: 11,
    retry: { maximumAttempts: 1 },
    contenders: CONTENDERS,
  })
  await workbench.trialEnded(trialId)
  lateness.disable()
  await workbench.examined(trialId)
  const boundMs = OVERHEAD_MS + (WAITS * lateness.max) / 1e6

  const [trial, rows, truth] = await Promise.all([
    workbench.client.trial.get({ trialId }),
    workbench.client.sample.rows({ trialId }),
    running.truth(),
  ])
  expect(trial.status).toBe('finished')
  expect(rows).toHaveLength(CONTENDERS.length * 3 * 4)
  const unmatched = new Set(truth)
  const late: string[] = []

  for (const row of rows) {
    const contender = trial.plan.contenders.find((candidate) => candidate.id === row.contenderId)
    const prompt = trial.plan.cases[row.caseIndex]?.prompt
    const entry = truth.find(
      (candidate) =>
        unmatched.has(candidate) &&
        candidate.providerId === contender?.providerId &&
        candidate.modelId === contender.modelId &&
        candidate.prompt === prompt &&
        candidate.seed === row.seed,
    )
    expect(entry, `${row.contenderId} ${prompt} seed ${row.seed} is not in the truth log`).toBeDefined()
    if (entry === undefined) continue
    unmatched.delete(entry)
    compare(row, entry)
    if (entry.deliveredMs === null) continue
    const trueMs = entry.deliveredMs - entry.receivedMs
    if (row.latencyMs - trueMs >= boundMs) {
      late.push(`${row.contenderId} sample ${row.position}: measured ${row.latencyMs} ms, true ${trueMs} ms`)
    }
  }
  expect(late.length, `later than ${boundMs} ms:\n${late.join('\n')}`).toBeLessThanOrEqual(LATE_SAMPLES)
  expect([...unmatched], 'calls that the simulators served and nobody logged').toEqual([])
  expect(rows.filter((row) => row.outcome === 'succeeded').length).toBeGreaterThan(rows.length * 0.8)

  const directory = await temporaryDirectory()
  const asked = { trialId, formats: ['html', 'json'] as const, ...ReportOptions.parse({}) }
  await workbench.writeReport(asked, directory)
  const html = await readFile(join(directory, 'report.html'), 'utf8')
  const results: { rows: SampleRow[]; analysis: TrialAnalysis; economics: ReportEconomics } = JSON.parse(
    await readFile(join(directory, 'results.json'), 'utf8'),
  )
  expect(results.rows, 'the rows of the report are those that were held against the truth').toEqual(rows)
  for (const contender of trial.plan.contenders) {
    compareReport(contender, truth, { html, ...results, boundMs })
  }
})

/**
 * What the report says of a contender: its latency within the bound, its charges to the micro-dollar; where one of them was never told,
 * that its cost is not known.
 */
function compareReport(
  { id, name, providerId, modelId }: Contender,
  truth: readonly TruthEntry[],
  written: { html: string; analysis: TrialAnalysis; economics: ReportEconomics; boundMs: number },
): void {
  const own = truth.filter((entry) => entry.providerId === providerId && entry.modelId === modelId)
  const served = own.filter(({ outcome }) => outcome === 'served')
  const priced = served.filter(({ costMicros }) => costMicros !== null)
  const trueMicros = priced.reduce((sum, { costMicros }) => sum + Number(costMicros), 0)
  const analysis = written.analysis.contenders.find(({ contenderId }) => contenderId === id)
  const costs = written.economics.comparison.contenders.find((one) => one.basis.id === id)
  if (analysis === undefined || costs === undefined) throw new Error(`The report lacks ${name}.`)
  const row = (region: string): string =>
    [...written.html.matchAll(new RegExp(`aria-label="${region}"><table .*?</table>`, 'gs'))]
      .flatMap(([body]) => body.split('<tr>'))
      .find((line) => line.includes(`<bdi>${name}</bdi>`)) ?? ''

  const { p50 } = analysis.latency
  // As for each sample: from when the picture was ready to when the simulator noted its last byte.
  const ready = percentileEstimate(
    served.map(({ receivedMs, readyMs }) => readyMs - receivedMs),
    0.5,
  )
  const delivered = percentileEstimate(
    served.map(({ receivedMs, deliveredMs }) => (deliveredMs ?? NaN) - receivedMs),
    0.5,
  )
  if (p50.state !== 'known' || ready.state !== 'known' || delivered.state !== 'known') {
    throw new Error(`${name} has too few pictures.`)
  }
  expect(p50.value, `${name}: median`).toBeGreaterThan(ready.value - ROUNDING_MS)
  expect(p50.value, `${name}: median`).toBeLessThan(delivered.value + written.boundMs)
  const [, seconds] = /<td class="p50"><span class="q"><b>([\d.]+)<\/b>/.exec(row('Summary table')) ?? []
  expect(seconds, `${name}: median, as it is read`).toBe((p50.value / 1000).toFixed(2))

  expect(analysis.spentMicros, `${name}: charged`).toBe(trueMicros)
  expect(row('Cost a picture'), `${name}: charged, as it is read`).toContain(
    priced.length === 0 ? '<td>not reported</td>' : `<td>${formatUsd(trueMicros, 4)}`,
  )
  const isTold = priced.length === served.length
  const cost = analysis.costPerImageMicros
  const allMicros = cost.state === 'known' ? Math.round(cost.value * served.length) : null
  expect(allMicros, `${name}: cost a picture`).toBe(isTold ? trueMicros : null)

  const { own: month, basis } = costs
  const isMachine = basis.billing.by === 'machine'
  const total = month.state === 'known' ? month.total.value : null
  const items = month.state === 'known' ? month.items.reduce((sum, { amountMicros }) => sum + amountMicros, 0) : null
  expect(month.state, `${name}: a month`).toBe(isTold || isMachine ? 'known' : 'unknown')
  expect(items, `${name}: the items of a month`).toBe(total)
  expect(row('A month, by pictures'), `${name}: a month, as it is read`).toContain(
    total === null ? 'not known' : `<b>${perMonthText(total)}</b>`,
  )
  const trueMonth = Math.round((month.imagesPerMonth * trueMicros) / served.length)
  const isByPictures = isTold && !isMachine
  // Two items, each rounded.
  const gapMicros = isByPictures ? Math.abs((total ?? NaN) - trueMonth) : 0
  expect(gapMicros, `${name}: a month`).toBeLessThanOrEqual(1)
}

function compare(row: SampleRow, truth: TruthEntry): void {
  const what = `${row.contenderId} sample ${row.position}`
  const outcomes = {
    served: 'succeeded',
    refused: 'refused',
    rejected: 'failed',
    'server-error': 'failed',
    'rate-limited': 'failed',
    cancelled: 'cancelled',
  }
  expect(row.outcome, what).toBe(outcomes[truth.outcome])
  if (truth.outcome !== 'served') return
  expect(row.chargeMicros, `${what}: cost to the micro-dollar`).toBe(truth.costMicros)
  expect(row.image?.sha256, `${what}: the picture that was sent is the one that was kept`).toBe(truth.images[0]?.sha256)
  if (truth.deliveredMs === null) throw new Error(`${what} has a picture that the simulator never delivered.`)
  // The simulator's last byte is handed to its socket, so we may have it a moment before its own note of it.
  expect(row.latencyMs, `${what}: received before it was sent`).toBeGreaterThan(
    truth.readyMs - truth.receivedMs - ROUNDING_MS,
  )
}
