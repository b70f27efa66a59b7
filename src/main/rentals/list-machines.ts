import type { MachineReading } from '#main/providers/rental-adapter.ts'
import type { PacedCalls, RentalAccount } from './paced-calls.ts'

/** More pages than any account has: a list that never ends must not keep Assay busy for ever. */
const MOST_PAGES = 200

export type MachineList = { ok: true; machines: MachineReading[] } | { ok: false; message: string }

/** Every machine of an account. A list that can't be read whole is a failure: half a list finds half the machines. */
export async function listMachines(
  account: RentalAccount,
  calls: PacedCalls,
  signal: AbortSignal,
): Promise<MachineList> {
  const { adapter } = account
  const machines: MachineReading[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const from: string | null = cursor
    const answer = await calls.call(account, 'read', () => adapter.buildList(from), signal)
    if (!answer.ok) return { ok: false, message: answer.message }
    const list = adapter.readList(answer.reply)
    if (!list.ok) return { ok: false, message: list.failure.message }
    machines.push(...list.value.machines)
    cursor = list.value.next
    if (cursor === null) return { ok: true, machines }
  }
  return { ok: false, message: `The list of machines at ${adapter.descriptor.name} has no end.` }
}
