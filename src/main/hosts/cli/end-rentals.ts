import type { Rental } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { awaitRentals, isOpen, tellRentals } from './await-rentals.ts'
import { untilStopped, type CommandContext, type CommonOptions } from './command-context.ts'
import { findAccount } from './find-account.ts'
import { waitingForEnds } from './rental-words.ts'

/** A provider takes seconds; nobody watches a terminal for longer. */
const WAIT_MS = 30 * 60_000

export interface EndOptions extends CommonOptions {
  all?: boolean
  orphan?: string
  account?: string
}

/**
 * Tells machines to end, and waits.
 * @param wanted one rental; absent where the options say which
 * @returns those that were told, as they stand when their ends are confirmed, the time is over, or somebody stops waiting
 * @throws AssayError BAD_USAGE, NOT_FOUND, NOT_RUNNING, CALL_FAILED
 */
export async function endRentals(
  workbench: Workbench,
  wanted: string | undefined,
  options: EndOptions,
  context: CommandContext,
): Promise<Rental[]> {
  const { client } = workbench
  const ending = await beginEnds(workbench, wanted, options)
  const stopped = untilStopped()
  if (ending.length > 0) context.output.err(waitingForEnds(ending))
  const told = (list: readonly Rental[]): Rental[] => list.filter(({ id }) => ending.some((one) => one.id === id))
  await awaitRentals(workbench, (list) => !told(list).some(isOpen), {
    atMostMs: WAIT_MS,
    stopped,
    tell: tellRentals(context),
  })
  return told(await client.rental.list())
}

async function beginEnds(workbench: Workbench, wanted: string | undefined, options: EndOptions): Promise<Rental[]> {
  const { client } = workbench
  if (wanted !== undefined && (options.all === true || options.orphan !== undefined)) {
    throw new AssayError('BAD_USAGE', `Say "${wanted}" or ${options.all === true ? '--all' : '--orphan'}, not both.`)
  }
  if (options.orphan !== undefined) {
    if (options.account === undefined) throw new AssayError('BAD_USAGE', 'Say where the orphan is: --account.')
    const { id: accountId } = await findAccount(workbench, options.account)
    return [await client.rental.endOrphan({ accountId, machineId: options.orphan })]
  }
  if (wanted !== undefined) {
    const { id } = await findRental(workbench, wanted)
    return [await client.rental.end({ rentalId: id })]
  }
  if (options.all !== true) {
    throw new AssayError('BAD_USAGE', 'Say which rental shall end, or --all. "assay rentals list" shows them.')
  }
  // One that is confirmed gone in this moment must not keep the others from being told.
  const open = workbench.openRentals()
  await workbench.endRentals(0)
  return open
}

/** @throws AssayError NOT_FOUND, BAD_USAGE where it may be one of several */
export async function findRental({ client }: Workbench, wanted: string): Promise<Rental> {
  const matching = (await client.rental.list()).filter(({ id }) => id.startsWith(wanted))
  const [only, second] = matching
  if (only === undefined) throw new AssayError('NOT_FOUND', `There is no rental "${wanted}". See "assay rentals list".`)
  if (second === undefined || only.id === wanted) return only
  throw new AssayError('BAD_USAGE', `"${wanted}" may be one of ${matching.map(({ id }) => id).join(', ')}.`)
}
