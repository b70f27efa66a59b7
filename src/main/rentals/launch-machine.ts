import type { Charge } from '#shared/domain/price.ts'
import { unknown } from './charge-rental.ts'
import type { KeptRental } from './kept-rental.ts'
import { listMachines } from './list-machines.ts'

/** A machine whose launch was not answered is looked for at least so long, and so often, before it is given up. */
const LOOK_FOR_MS = 180_000
const FEWEST_LOOKS = 3

const NOTHING: Charge = { amountMicros: 0, basis: 'metered', priceId: null, evidence: 'nothing was launched' }
const UNANSWERED = unknown('the launch was not answered, and no machine was found')

/** Asks for the machine, once: an answer that is lost is never a reason to ask again. */
export async function launchMachine(kept: KeptRental): Promise<void> {
  const { request, tag } = kept.rental
  if (request === null) throw new Error(`The rental ${kept.rental.id} was not launched from here.`)
  const answer = await kept.call('launch', () => {
    if (!kept.reload() || kept.rental.state === 'ending') return null
    kept.memory.unlaunched = false
    kept.change({ launchedAt: kept.now() })
    return kept.adapter.buildLaunch(request, tag)
  })
  if (!answer.ok) {
    if (answer.sent) kept.trouble(notKnown(answer.message))
    else giveUp(kept, answer.message, NOTHING)
    return
  }
  const launched = kept.adapter.readLaunch(answer.reply)
  if (launched.ok) found(kept, launched.value.machineId)
  else if (launched.failure.mayExist) kept.trouble(notKnown(launched.failure.message))
  else giveUp(kept, launched.failure.message, NOTHING)
}

/** Finds out by the tag whether a launch that was never answered, or whose answer a crash has lost, made a machine. */
export async function lookForLaunched(kept: KeptRental): Promise<void> {
  const { memory, rental } = kept
  memory.lookingSinceMs ??= kept.nowMs()
  const list = await listMachines(kept.account, kept.calls, kept.signal)
  if (!list.ok) {
    kept.failed(list.message)
    return
  }
  memory.failures = 0
  const machine = list.machines.find(({ tag, state }) => tag === rental.tag && state !== 'gone')
  if (machine !== undefined) {
    found(kept, machine.machineId)
    return
  }
  memory.looks += 1
  // From the first look on, and not from the launch: it may have waited in line, or Assay may have been closed for long.
  if (memory.looks >= FEWEST_LOOKS && kept.nowMs() - memory.lookingSinceMs >= LOOK_FOR_MS) {
    giveUp(
      kept,
      `The launch was not answered, and ${memory.looks} looks at the account found no machine with the tag ${rental.tag}. Assay looks again at each start.`,
      UNANSWERED,
    )
  }
}

/** It may have existed from the launch on: a meter must not run behind the provider's. */
function found(kept: KeptRental, machineId: string): void {
  kept.change(({ state, launchedAt }) => ({
    machineId,
    existsSince: launchedAt,
    // Asked to end while the launch was under way: the machine is ended by the next step.
    state: state === 'ending' ? 'ending' : 'booting',
    trouble: null,
  }))
}

function giveUp(kept: KeptRental, message: string, charge: Charge): void {
  kept.change(({ endReason }) => ({
    state: 'failed',
    trouble: message,
    endReason: endReason ?? 'launch-failed',
    charge,
  }))
}

function notKnown(message: string): string {
  return `${message} Whether the machine was made is not known: Assay looks for it.`
}
