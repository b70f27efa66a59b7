import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test, onTestFinished } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import type { TruthEntry } from '#main/simulators/simulator.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
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

test('logged latencies and costs are those that the simulators really gave', async () => {
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
})

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
