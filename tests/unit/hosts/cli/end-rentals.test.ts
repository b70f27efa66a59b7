import { expect, test } from 'vitest'
import type { CommandContext } from '#main/hosts/cli/command-context.ts'
import { endRentals } from '#main/hosts/cli/end-rentals.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { exampleRental } from '#tests/support/example-rental.ts'

test('one machine that is confirmed gone in that moment keeps the others from being told to end', async () => {
  const open = [exampleRental(), exampleRental({ id: 'rental-2' })]
  let told = 0
  const list = async () => open.map((rental) => ({ ...rental, state: 'ended' }))
  const workbench = {
    openRentals: () => open,
    endRentals: async () => {
      told += 1
      return []
    },
    client: { rental: { list, end: () => Promise.reject(new Error('The rental rental-1 has ended already.')) } },
  }
  const said: string[] = []
  const context: CommandContext = {
    output: { out: () => undefined, err: (line) => said.push(line), isTerminal: false, columns: 80 },
    exitCode: 0,
  }
  // Only what ending all needs of a workbench.
  const ended = await endRentals(workbench as unknown as Workbench, undefined, { all: true }, context)
  expect(told).toBe(1)
  expect(ended.map(({ id, state }) => [id, state])).toEqual([
    ['rental-1', 'ended'],
    ['rental-2', 'ended'],
  ])
  expect(said).toEqual(['Waiting until the end of rental-1, rental-2 is confirmed. Ctrl C goes on without.'])
})
