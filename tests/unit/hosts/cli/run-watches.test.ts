import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { Output } from '#main/hosts/cli/output.ts'
import { runWatches } from '#main/hosts/cli/run-watches.ts'
import type { Workbench } from '#main/workbench/workbench.ts'

/** A workbench in which one run is under way until its trial is ended. */
function watching() {
  const asked: string[] = []
  const ended = Promise.withResolvers<string>()
  let status = 'running'
  const end =
    (word: string, becomes: string) =>
    ({ trialId }: { trialId: string }) => {
      asked.push(`${word} ${trialId}`)
      status = becomes
      if (becomes === 'cancelled') ended.resolve(trialId)
      return Promise.resolve()
    }
  const workbench = {
    client: {
      trial: {
        get: () => Promise.resolve({ status }),
        pause: end('pause', 'paused'),
        cancel: end('cancel', 'cancelled'),
      },
      watch: {
        drift: () => Promise.resolve({ runs: [] }),
        list: () => Promise.resolve([{ nextAt: '2026-11-01T09:00:00.000Z' }]),
      },
      system: { status: () => Promise.resolve({ runningTrialIds: ['trial-7'] }) },
    },
    runDueWatches: async (stop: AbortSignal) => {
      if (stop.aborted) throw new Error('It looked for what is due again.')
      return [{ watchId: 'watch-1', number: 2, trialId: await ended.promise, problem: null }]
    },
  } as unknown as Workbench
  const signals = new EventEmitter()
  const told: string[] = []
  const output: Output = {
    out: (text) => void told.push(text),
    err: (text) => void told.push(text),
    isTerminal: false,
    columns: 80,
  }
  const options = { once: false, failOnDrift: false, json: false }
  const code = runWatches(workbench, options, output, signals)
  return { asked, told, signals, code, settle: () => ended.resolve('trial-7') }
}

test('Ctrl C gives up what a watch has in flight and was paid for, or nobody is told how to go on', async () => {
  const { asked, told, signals, code, settle } = watching()
  signals.emit('SIGINT')
  await expect.poll(() => asked).toEqual(['pause trial-7'])
  settle()
  expect(await code).toBe(1)
  expect(told.at(-1)).toBe('watch-1 run 2: trial-7 paused. Go on: assay resume trial-7')
  expect(signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM')).toBe(0)
})

test('a second Ctrl C, or being told to end, waits for what is in flight', async () => {
  const twice = watching()
  twice.signals.emit('SIGINT')
  twice.signals.emit('SIGINT')
  await twice.code
  expect(twice.asked).toEqual(['pause trial-7', 'cancel trial-7'])
  const terminated = watching()
  terminated.signals.emit('SIGTERM')
  await terminated.code
  expect(terminated.asked).toEqual(['cancel trial-7'])
})
