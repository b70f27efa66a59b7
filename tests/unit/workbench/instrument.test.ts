import { onTestFinished, expect, test } from 'vitest'
import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import { openStore, type Store } from '#main/store/open-store.ts'
import { Instrument } from '#main/workbench/instrument.ts'
import { errorsOf, type CalibrationLoad } from '#main/workbench/run-calibration.ts'
import type { Calibration, TrialCalibration } from '#shared/domain/calibration.ts'
import { exampleCalibration } from '#tests/support/example-calibration.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleAttempt, exampleExchange, exampleOrder, exampleSample, exampleTrial } from '../store/examples.ts'

async function instrumentOf(
  calibrate: (load: CalibrationLoad) => Promise<Calibration>,
): Promise<{ instrument: Instrument; store: Store }> {
  const dataDirectory = await temporaryDirectory()
  const ports = createHostPorts({ host: 'command-line', dataDirectory, environment: {} })
  const store = openStore({ directory: dataDirectory, clock: ports.clock })
  onTestFinished(() => store.close())
  return { instrument: new Instrument(ports, store, calibrate), store }
}

const sample = (latencyMs: number, requestId: string, outcome: 'succeeded' | 'failed' = 'succeeded') =>
  exampleSample(0, {
    latencyMs,
    outcome,
    attempts: [exampleAttempt({ exchanges: [exampleExchange({ requestId })] })],
  })

const keep = (known: TrialCalibration): TrialCalibration => known

test('a calibration that is measured in a running trial, and spoils both', async () => {
  let calibrations = 0
  const { instrument, store } = await instrumentOf(() => Promise.resolve(exampleCalibration(++calibrations)))
  store.trials.create(exampleTrial(), exampleOrder(), process.pid)
  await expect(instrument.calibrate({ concurrency: 1 })).rejects.toMatchObject({ code: 'INSTRUMENT_BUSY' })
  expect(await instrument.beforeTrial({ concurrency: 1, switchedOn: true }, keep)).toEqual({
    state: 'left-out',
    reason: 'other-trial',
    detail: null,
  })
  expect(calibrations).toBe(0)
  store.trials.settle('trial-1', 'finished', null, '2026-11-14T10:00:00.000Z')
  await instrument.calibrate({ concurrency: 1 })
  expect(instrument.last()).toEqual(exampleCalibration(1))
})

test('a second trial that begins to measure while the first is still being calibrated', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<Calibration>()
  const { instrument, store } = await instrumentOf(() => released)
  const happened: string[] = []
  const first = instrument.beforeTrial({ concurrency: 1, switchedOn: true }, ({ state }) => {
    store.trials.create(exampleTrial(), exampleOrder(), process.pid)
    happened.push(`first ${state}`)
  })
  const second = instrument.beforeTrial({ concurrency: 1, switchedOn: true }, (known) => {
    happened.push(`second ${known.state === 'left-out' ? known.reason : known.state}`)
  })
  await new Promise(setImmediate)
  expect(happened).toEqual([])
  release(exampleCalibration(2))
  await Promise.all([first, second])
  expect(happened).toEqual(['first calibrated', 'second other-trial'])
})

test('a trial that is not run because the calibration before it failed, or blocks those after it', async () => {
  const { instrument } = await instrumentOf(() => Promise.reject(new Error('no space left')))
  const failed = { state: 'left-out', reason: 'failed', detail: 'no space left' }
  expect(await instrument.beforeTrial({ concurrency: 1, switchedOn: true }, keep)).toEqual(failed)
  expect(await instrument.beforeTrial({ concurrency: 1, switchedOn: false }, keep)).toEqual({
    state: 'left-out',
    reason: 'switched-off',
    detail: null,
  })
  expect(instrument.last()).toBeNull()
})

test('eight contenders of 256 in flight that are all tried at once', async () => {
  const loads: number[] = []
  const { instrument } = await instrumentOf(({ concurrency }) => {
    loads.push(concurrency)
    return Promise.resolve(exampleCalibration(1))
  })
  await instrument.beforeTrial({ concurrency: 6, switchedOn: true }, keep)
  await instrument.beforeTrial({ concurrency: 2048, switchedOn: true }, keep)
  expect(loads).toEqual([6, 256])
})

test('a calibration that is lost with its trial, or an old trial that seems calibrated', async () => {
  const { store } = await instrumentOf(() => Promise.reject(new Error('not asked for')))
  const calibration: TrialCalibration = { state: 'calibrated', calibration: exampleCalibration(0.8) }
  store.trials.create(exampleTrial({ id: 'trial-old' }), exampleOrder(), 1)
  store.trials.create(exampleTrial({ calibration }), exampleOrder(), 1)
  expect(store.trials.get('trial-1')?.calibration).toEqual(calibration)
  expect(store.trials.get('trial-old')?.calibration).toEqual({ state: 'not-recorded' })
  expect(store.calibrations.last()).toEqual(exampleCalibration(0.8))
})

test('an error reckoned from the truth of another request, or from a reply that failed', () => {
  const truth = new Map([
    ['one', 100],
    ['two', 50],
    ['three', 70],
  ])
  const samples = [sample(103, 'one'), sample(52, 'two'), sample(90, 'three', 'failed'), sample(90, 'unheard')]
  expect(errorsOf(samples, truth)).toEqual([3, 2])
})
