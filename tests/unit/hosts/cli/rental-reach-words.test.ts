import { expect, test } from 'vitest'
import { rentalLine } from '#main/hosts/cli/rental-words.ts'
import { exampleRental } from '#tests/support/example-rental.ts'

const now = new Date('2026-11-22T12:08:00Z')
const ssh = { host: '198.51.100.7', port: 22, username: 'ubuntu' }
const workerTrouble = 'ubuntu@198.51.100.7:22 did not accept the key.'

test('a list hides how a worker is reached, by when it must answer, or why it does not', () => {
  const ready = exampleRental({ workerUrl: 'http://127.0.0.1:8188', ssh })
  expect(rentalLine(ready, now)).toContain('http://127.0.0.1:8188 through SSH as ubuntu@198.51.100.7:22')
  expect(rentalLine(ready, now)).not.toContain('to answer')

  const booting = exampleRental({ state: 'booting', readyAt: null, workerTrouble })
  expect(rentalLine(booting, now).split('\n')).toEqual([
    expect.stringContaining('its worker has 12 min to answer'),
    `  Its worker does not answer yet. ${workerTrouble}`,
  ])
})

test('a machine is gone, and nobody is told that its worker was the reason', () => {
  const ended = exampleRental({ state: 'ended', readyAt: null, endReason: 'never-answered', workerTrouble })
  expect(rentalLine(ended, now).split('\n')[1]).toBe(
    `  It was ended because its worker did not answer within 20 min. ${workerTrouble}`,
  )
  expect(rentalLine({ ...ended, endReason: 'asked' }, now)).not.toContain(workerTrouble)
})
