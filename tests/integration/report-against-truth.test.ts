import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parse } from 'csv-parse/sync'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import type { TruthEntry } from '#main/simulators/simulator.ts'
import type { Results } from '#shared/domain/results.ts'
import { findBrowser } from '#tests/support/find-browser.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { assayProcess } from '../hosts/assay-process.ts'
import { unzipped } from '../unit/store/bundle/example-bundle.ts'
import { canReadPdf, htmlReader, markdownReader, pdfReader, type Read, type Reader } from './read-report.ts'

/**
 * How much more than the simulator's own time a median may be on a machine that lets a ready thread run at once, beside what the trial's own
 * calibration says, in milliseconds: two loopback round trips and the reading of a picture.
 */
const OVERHEAD_MS = 150
/** Waits of a ready thread for a processor in one latency, see contenders-against-truth. */
const WAITS = 4

const CONTENDERS = [
  { name: 'Alder', provider: 'novita', model: 'flux-1-schnell', parameters: { steps: 4 }, concurrency: 2 },
  { name: 'Birch', provider: 'novita', model: 'sdxl', parameters: { steps: 20 }, concurrency: 2 },
  { name: 'Cedar', provider: 'segmind', model: 'sdxl1.0-txt2img', parameters: { steps: 20 }, concurrency: 2 },
  { name: 'Dogwood', provider: 'modal', model: 'flux-1-schnell', concurrency: 2 },
  { name: 'Elder', provider: 'a1111', model: 'sd_xl_base_1.0', parameters: { steps: 20 }, concurrency: 1 },
] as const

/** What there is to know of a contender, reckoned from the truth log with nothing of the code under test. */
interface Truth {
  name: string
  asked: number
  served: number
  refused: number
  failed: number
  /** Of its pictures; null where one was billed at a price that nobody tells. */
  spentMicros: number | null
  /** Calls that failed, of which nobody tells whether they were billed. */
  untold: number
  /** Between these lies its median latency, in milliseconds. */
  medianMs: { least: number; most: number }
}

function truthOf(
  { name, provider, model }: (typeof CONTENDERS)[number],
  log: readonly TruthEntry[],
  boundMs: number,
): Truth {
  const own = log.filter((entry) => entry.providerId === provider && entry.modelId === model)
  const count = (...outcomes: TruthEntry['outcome'][]): number =>
    own.filter(({ outcome }) => outcomes.includes(outcome)).length
  const served = own.filter(({ outcome }) => outcome === 'served')
  return {
    name,
    asked: own.length,
    served: served.length,
    refused: count('refused'),
    failed: count('server-error', 'rate-limited', 'rejected'),
    spentMicros: served.some(({ costMicros }) => costMicros === null)
      ? null
      : served.reduce((sum, { costMicros }) => sum + (costMicros ?? NaN), 0),
    untold: own.filter(({ outcome, costMicros }) => outcome === 'server-error' && costMicros === null).length,
    medianMs: {
      least: medianOf(served.map(({ readyMs, receivedMs }) => readyMs - receivedMs)) - 1,
      most: medianOf(served.map(({ deliveredMs, receivedMs }) => (deliveredMs ?? NaN) - receivedMs)) + boundMs,
    },
  }
}

/** As the report’s method defines it: the value at the rank of half of them, rounded up. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.ceil(values.length / 2) - 1] ?? NaN
}

/** Micro-dollars as dollars, half a place rounded up. */
function dollars(micros: number, places: number): string {
  const step = 10 ** (6 - places)
  return `$${((Math.floor(Math.round(micros) / step + 0.5) * step) / 1_000_000).toFixed(places)}`
}

function compareRead(format: string, truth: Truth, read: Read): void {
  const of = `${truth.name} in ${format}`
  const { asked, served, refused, failed, spentMicros, untold, medianMs } = truth
  expect(read.asked, `${of}: asked`).toBe(String(asked))
  expect(read.success, `${of}: success`).toContain(`${((100 * served) / (served + failed)).toFixed(1)} %`)
  expect(read.counts.slice(0, 4), `${of}: asked, drew, refused, failed`).toEqual(
    [asked, served, refused, failed].map(String),
  )
  const [, figure, unit] = /^([\d.]+) (ms|s)\b/.exec(read.median) ?? []
  const ms = Number(figure) * (unit === 's' ? 1000 : 1)
  // A figure is written to the hundredth of a second.
  expect(ms, `${of}: median ${read.median}`).toBeGreaterThan(medianMs.least - 5)
  expect(ms, `${of}: median ${read.median}`).toBeLessThan(medianMs.most + 5)
  const each = spentMicros === null || untold > 0 ? null : spentMicros / served
  const perPicture = each === null ? 'not reported' : dollars(each, each < 1000 ? 6 : 4)
  expect(`${read.perPicture} `, `${of}: a picture`).toContain(`${perPicture} `)
  const others = untold === 0 ? '' : `, and ${untold} ${untold === 1 ? 'charge' : 'charges'} not reported`
  expect(read.spent, `${of}: this trial`).toBe(
    spentMicros === null ? 'not reported' : `${dollars(spentMicros, 4)}${others}`,
  )
}

/** Each sample on its own: what happened to it, and money to the micro-dollar. */
function compareRows(
  format: string,
  truth: Truth,
  rows: readonly { outcome: string; chargeMicros: number | null; latencyMs: number }[],
): void {
  const count = (outcome: string): number => rows.filter((row) => row.outcome === outcome).length
  expect([rows.length, count('succeeded'), count('refused'), count('failed')], `${truth.name} in ${format}`).toEqual([
    truth.asked,
    truth.served,
    truth.refused,
    truth.failed,
  ])
  const drawn = rows.filter(({ outcome }) => outcome === 'succeeded')
  const charged = drawn.some(({ chargeMicros }) => chargeMicros === null)
    ? null
    : rows.reduce((sum, { chargeMicros }) => sum + (chargeMicros ?? 0), 0)
  expect(charged, `${truth.name} in ${format}: charged`).toBe(truth.spentMicros)
  const unknown = rows.filter((row) => row.outcome === 'failed' && row.chargeMicros === null)
  expect(unknown.length, `${truth.name} in ${format}: not reported`).toBe(truth.untold)
  const median = medianOf(drawn.map(({ latencyMs }) => latencyMs))
  expect(median, `${truth.name} in ${format}: median`).toBeGreaterThan(truth.medianMs.least)
  expect(median, `${truth.name} in ${format}: median`).toBeLessThan(truth.medianMs.most)
}

function compareResults(format: string, truths: readonly Truth[], json: string): void {
  const { trial, rows, analysis } = JSON.parse(json) as Results
  for (const truth of truths) {
    const id = trial.plan.contenders.find(({ name }) => name === truth.name)?.id
    compareRows(
      format,
      truth,
      rows.filter(({ contenderId }) => contenderId === id),
    )
    const own = analysis.contenders.find(({ contenderId }) => contenderId === id)
    expect(own, format).toMatchObject({
      asked: truth.asked,
      succeeded: truth.served,
      refused: truth.refused,
      failed: truth.failed,
      ...(truth.spentMicros !== null && { spentMicros: truth.spentMicros, unknownChargeCount: truth.untold }),
    })
    const { p50 } = own?.latency ?? {}
    expect(p50, format).toMatchObject({ state: 'known', count: truth.served })
    expect(p50?.state === 'known' ? p50.value : NaN, format).toBeGreaterThan(truth.medianMs.least)
    expect(p50?.state === 'known' ? p50.value : NaN, format).toBeLessThan(truth.medianMs.most)
    const cost = own?.costPerImageMicros
    const micros = cost?.state === 'known' ? Math.round(cost.value * truth.served) : null
    expect(micros, format).toBe(truth.untold > 0 ? null : truth.spentMicros)
  }
}

function compareCsv(format: string, truths: readonly Truth[], csv: string): void {
  const lines: Record<string, string>[] = parse(csv, { columns: true })
  for (const truth of truths) {
    const own = lines.filter(({ contender }) => contender === truth.name)
    compareRows(
      format,
      truth,
      own.map(({ outcome = '', charge_micro_usd: charge = '', latency_ms: latency }) => ({
        outcome,
        chargeMicros: charge === '' ? null : Number(charge),
        latencyMs: Number(latency),
      })),
    )
  }
}

test('a figure of a report, in any of its formats, is not what the simulators did', { timeout: 300_000 }, async () => {
  const running = await startSimulatorThread({
    seed: 19,
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    timeScale: 0.2,
    profiles: {
      novita: { serverErrorRate: 0.15, refusalRate: 0.1 },
      segmind: { serverErrorRate: 0.2 },
      // Nothing tells what a failed call cost there, so Assay meters it by its own clock.
      modal: { serverErrorRate: 0 },
    },
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
  const [data, directory] = [await temporaryDirectory(), await temporaryDirectory()]
  const plan = {
    name: 'Truth',
    prompts: [
      'Celadon vase with a cotton branch',
      'Mountain lake at first light',
      'Dunes',
      'A clock',
      'Two shoes',
      'Rain',
    ],
    repeats: 3,
    seed: 11,
    retry: { maximumAttempts: 1 },
    contenders: CONTENDERS.map((contender) => ({ ...contender, id: contender.name.toLowerCase() })),
  }
  await writeFile(join(data, 'plan.json'), JSON.stringify(plan))
  const assay = (...words: string[]) =>
    assayProcess([...words, '--data', data], { ...environment, ASSAY_BROWSER: browser })
  const browser = await findBrowser()
  const lateness = monitorEventLoopDelay({ resolution: 5 })
  lateness.enable()
  const ran = await assay('run', join(data, 'plan.json'))
  lateness.disable()
  expect(ran.exitCode, ran.err.join('\n')).toBe(0)
  const formats = 'html,md,csv,json,bundle,pdf'
  const written = await assay('report', 'latest', '--format', formats, '--out', directory)
  expect(written.exitCode, written.err.join('\n')).toBe(0)
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8')

  const json = await read('results.json')
  const { calibration } = (JSON.parse(json) as Results).trial
  const error = calibration.state === 'calibrated' ? calibration.calibration.error.p99 : null
  const calibratedMs = error?.state === 'known' ? error.high : 0
  expect(calibration.state).toBe('calibrated')
  const log = await running.truth()
  const boundMs = OVERHEAD_MS + calibratedMs + (WAITS * lateness.max) / 1e6
  const truths = CONTENDERS.map((contender) => truthOf(contender, log, boundMs))
  // A seed with which something goes wrong: else a report that counts no failures would pass.
  expect(truths.reduce((sum, { failed }) => sum + failed, 0)).toBeGreaterThan(3)
  expect(truths.reduce((sum, { refused }) => sum + refused, 0)).toBeGreaterThan(0)
  expect(truths.map(({ asked }) => asked)).toEqual(CONTENDERS.map(() => plan.prompts.length * plan.repeats))

  const bundle = await unzipped(join(directory, 'evidence.zip'))
  const inBundle = (name: string): string => (bundle.get(name) as Buffer).toString('utf8')
  compareResults('results.json', truths, json)
  compareResults('results.json of the bundle', truths, inBundle('results.json'))
  compareCsv('results.csv', truths, await read('results.csv'))
  compareCsv('results.csv of the bundle', truths, inBundle('results.csv'))
  const pages: [string, Reader][] = [
    ['report.html', htmlReader(await read('report.html'))],
    ['report.html of the bundle', htmlReader(inBundle('report.html'))],
    ['report.md', markdownReader(await read('report.md'))],
  ]
  if (canReadPdf()) {
    const names = CONTENDERS.map(({ name }) => name)
    pages.push(['report.pdf', pdfReader(join(directory, 'report.pdf'), names)])
  }
  for (const [format, readOf] of pages) for (const truth of truths) compareRead(format, truth, readOf(truth.name))
})
