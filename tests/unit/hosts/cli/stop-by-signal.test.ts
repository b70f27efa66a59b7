import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stopBySignal } from '#main/hosts/cli/stop-by-signal.ts'

function listening() {
  const signals = new EventEmitter()
  const asked: string[] = []
  const told: string[] = []
  const ask = (what: string) => async () => void asked.push(what)
  const stop = stopBySignal(
    'assay resume trial-7',
    { pause: ask('pause'), cancel: ask('cancel') },
    { err: (text) => told.push(text) },
    signals,
  )
  return { signals, asked, told, stop }
}

test('the first Ctrl C throws away what is in flight, the second does not, or nobody is told how to go on', () => {
  const { signals, asked, told } = listening()
  signals.emit('SIGINT')
  expect(asked).toEqual(['pause'])
  expect(told[0]).toContain('assay resume trial-7')
  signals.emit('SIGINT')
  expect(asked).toEqual(['pause', 'cancel'])
})

test('whoever terminates Assay waits for samples in flight, or a trial that is over is still stopped', () => {
  const { signals, asked, stop } = listening()
  signals.emit('SIGTERM')
  expect(asked).toEqual(['cancel'])
  stop()
  signals.emit('SIGINT')
  expect(asked).toEqual(['cancel'])
})
