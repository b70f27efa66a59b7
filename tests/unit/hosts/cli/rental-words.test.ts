import { expect, test } from 'vitest'
import { orphanLines, rentalLine, stillRented, waitingForEnds } from '#main/hosts/cli/rental-words.ts'
import { unknown } from '#main/rentals/charge-rental.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { exampleRental } from '#tests/support/example-rental.ts'

const NOW = new Date('2026-11-22T12:40:00.000Z')

test('a machine that runs is told without its price so far, its address, or the end of its lease', () => {
  expect(rentalLine(exampleRental(), NOW)).toBe(
    'rental-1 · lambda · gpu_1x_a10 · machine 0920582c7ff041399e34823a0be62549 · ready · $0.8600 · http://198.51.100.7:8188 · lease ends in 1 h 20 min',
  )
  expect(rentalLine(exampleRental(), new Date('2026-11-22T14:00:00.000Z'))).toMatch(/ · lease is over$/)
})

test('a cost that nobody knows is written as nothing', () => {
  const line = rentalLine(exampleRental({ state: 'ended', charge: unknown('nobody knows') }), NOW)
  expect(line).toMatch(/ · ended, confirmed · cost not known$/)
  expect(line).not.toContain('$0')
})

test.each<[Rental['state'], RegExp]>([
  ['launching', / · being launched · .* · lease ends/],
  ['booting', / · starting · .* · lease ends/],
  ['ending', / · NOT CONFIRMED GONE, may bill · \$0\.8600$/],
  ['failed', / · never came to exist · \$0\.8600$/],
  ['lost', / · gone without being told to · \$0\.8600$/],
])('a machine that is %s is told as another, or with a lease that means nothing any more', (state, words) => {
  expect(rentalLine(exampleRental({ state }), NOW)).toMatch(words)
})

test('what went wrong is lost behind the line', () => {
  const trouble = 'The provider answered 500.'
  expect(rentalLine(exampleRental({ state: 'ending', trouble }), NOW).split('\n')[1]).toBe(`  ${trouble}`)
  const strange = rentalLine(exampleRental({ state: 'ending', request: null, machineId: null }), NOW)
  expect(strange).toMatch(/^rental-1 · lambda · found by its tag · NOT CONFIRMED/)
})

test('several machines are spoken of as one', () => {
  expect(stillRented([exampleRental()])).toMatch(/^A machine is still rented\. .* nobody ends it when/)
  const two = [exampleRental(), exampleRental({ id: 'rental-2' })]
  expect(stillRented(two)).toMatch(/^2 machines are still rented\. .* nobody ends them when/)
  expect(waitingForEnds(two)).toMatch(/^Waiting until the end of rental-1, rental-2 is confirmed\./)
})

test('an account that could not be looked at is taken for one without orphans', () => {
  const searchedAt = NOW.toISOString()
  const unseen = [{ accountId: 'account-1', message: 'The vault is locked.' }]
  expect(orphanLines({ orphans: [], unseen, searchedAt })).toBe(
    'No machine carries a tag of Assay that nobody here keeps.\nNot seen: account-1: The vault is locked.',
  )
  const orphan = {
    accountId: 'account-1',
    providerId: 'vast',
    machineId: '42',
    tag: 'assay-1',
    machine: null,
    hourlyMicros: null,
    providerState: 'running',
  }
  expect(orphanLines({ orphans: [orphan], unseen: [], searchedAt })).toBe(
    '42 · account-1 · unknown type · running · price not known · assay-1',
  )
})
