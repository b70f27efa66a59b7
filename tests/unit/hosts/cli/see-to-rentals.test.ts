import { expect, test } from 'vitest'
import type { CommandContext } from '#main/hosts/cli/command-context.ts'
import { seeToRentals } from '#main/hosts/cli/see-to-rentals.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { exampleRental } from '#tests/support/example-rental.ts'

/** What a door says and does before it closes. @param left those whose ends are not confirmed after all */
async function close(open: Rental[], endThem: boolean, left: Rental[] = []) {
  const said: string[] = []
  const context: CommandContext = {
    output: { out: () => undefined, err: (line) => said.push(line), isTerminal: false, columns: 80 },
    exitCode: 0,
  }
  let askedMs: number | null = null
  const endRentals = async (atMostMs: number): Promise<Rental[]> => {
    askedMs = atMostMs
    return left
  }
  await seeToRentals({ openRentals: () => open, endRentals }, endThem, context)
  return { said: said.join('\n'), exitCode: context.exitCode, ended: askedMs !== null }
}

test('a door without machines says something, or calls a provider', async () => {
  expect(await close([], true)).toEqual({ said: '', exitCode: 0, ended: false })
})

test('machines are ended unasked, or left without a word on their cost and on what to do', async () => {
  const { said, exitCode, ended } = await close([exampleRental(), exampleRental({ id: 'rental-2' })], false)
  expect({ exitCode, ended }).toEqual({ exitCode: 0, ended: false })
  expect(said).toMatch(/^rental-1 · .*\$0\.8600.*\nrental-2 · .*\n2 machines are still rented\..*rentals end --all/s)
})

test('ends that are confirmed are not said to be', async () => {
  const { said, exitCode } = await close([exampleRental()], true)
  expect(said).toMatch(/told to end; Assay waits until that is confirmed\.\nAll are gone, confirmed\.$/)
  expect(exitCode).toBe(0)
})

test('an end that is not confirmed counts as success', async () => {
  const { said, exitCode } = await close([exampleRental()], true, [exampleRental({ state: 'ending' })])
  expect(said).toMatch(/\nrental-1 · .*NOT CONFIRMED GONE, may bill.*\nNot confirmed: they may bill\..*rentals watch/s)
  expect(said).not.toContain('All are gone')
  expect(exitCode).toBe(1)
})
