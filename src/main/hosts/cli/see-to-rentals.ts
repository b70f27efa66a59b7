import type { Workbench } from '#main/workbench/workbench.ts'
import { awaitRentals, isEnding, tellRentals } from './await-rentals.ts'
import { untilStopped, type CommandContext } from './command-context.ts'
import { rentalLine, stillRented, waitingForEnds } from './rental-words.ts'

/** A provider takes seconds; one that has not confirmed by then is told of, and asked again at the next start. */
const ENDS_WITHIN_MS = 5 * 60_000

/**
 * Before a command closes: says which machines are still rented, and ends them where that was asked for. Exit code 1 where the end
 * of one was asked for and is not confirmed.
 */
export async function seeToRentals(
  workbench: Pick<Workbench, 'openRentals' | 'endRentals'>,
  endThem: boolean,
  context: CommandContext,
): Promise<void> {
  const open = workbench.openRentals()
  if (open.length === 0) return
  const { output } = context
  for (const rental of open) output.err(rentalLine(rental, new Date()))
  if (!endThem) {
    output.err(stillRented(open))
    return
  }
  output.err('They are told to end; Assay waits until that is confirmed.')
  const left = await workbench.endRentals(ENDS_WITHIN_MS)
  if (left.length === 0) {
    output.err('All are gone, confirmed.')
    return
  }
  context.exitCode = 1
  for (const rental of left) output.err(rentalLine(rental, new Date()))
  output.err('Not confirmed: they may bill. "assay rentals watch" goes on asking.')
}

/** Waits for the ends of machines that were told to end, by the trial that used them or before. */
export async function confirmEnds(workbench: Workbench, context: CommandContext): Promise<void> {
  const ending = workbench.openRentals().filter(isEnding)
  if (ending.length === 0) return
  const stopped = untilStopped()
  context.output.err(waitingForEnds(ending))
  await awaitRentals(workbench, (list) => !list.some(isEnding), {
    atMostMs: ENDS_WITHIN_MS,
    stopped,
    tell: tellRentals(context),
  })
}
