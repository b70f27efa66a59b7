import { Option, type Command } from 'commander'
import type { RentalOffers } from '#shared/contract/rental.ts'
import type { Rental, RentalRequest } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { awaitRentals, isEnding, isOpen } from './await-rentals.ts'
import { findAccount } from './find-account.ts'
import { untilStopped, wholeNumber, withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'
import { offerTable, orphanLines, rentalLine, stillRented } from './rental-words.ts'

const HELP = `
A rental is a lease: Assay ends the machine when it is over, and asks on until the provider confirms that it is gone. That takes
an Assay that runs: the desktop, "assay serve", or "assay rentals watch". Exit code 1 while the end of one is not confirmed.
An <account> is its id, the beginning of it, or its label ("assay accounts list"); a <rental> is an id or the beginning of one.`

/** How long a command waits for a machine to be ready, or to be gone. */
const WAIT_MS = 30 * 60_000

interface LaunchOptions extends CommonOptions {
  offer: string
  image?: string
  startScript?: string
  sshKey?: string
  port: number
  worker: string
  lease: number
  budget?: string
  endWithTrial?: boolean
}

interface EndOptions extends CommonOptions {
  all?: boolean
  orphan?: string
  account?: string
}

export function addRentals(program: Command, context: CommandContext): void {
  const rentals = program.command('rentals').description('rent GPUs, and see to their end').addHelpText('after', HELP)
  const command = (name: string, description: string): Command =>
    rentals
      .command(name)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('offers', 'what an account can rent now, and at which price')
    .argument('<account>')
    .option('--gpu <name>', 'only this one, as the provider writes it')
    .option('--region <name>', 'only there')
    .action((wanted: string, options: CommonOptions & { gpu?: string; region?: string }) =>
      show(options, context, (workbench) => offers(workbench, wanted, options), offerTable),
    )
  command('launch', 'rent a machine, and wait until its worker answers')
    .argument('<account>')
    .requiredOption('--offer <id>', 'see "assay rentals offers"')
    .option('--image <name>', 'the container or machine image')
    .option('--start-script <text>', 'run at the first start, to bring the worker up')
    .option('--ssh-key <key>', 'name (Lambda) or public key (RunPod, Vast.ai)')
    .option('--worker <provider>', 'what runs on it', 'comfyui')
    .option('--port <number>', 'the port that it listens on', wholeNumber('--port', 1, 65_535), 8188)
    .option('--lease <minutes>', 'ended at the latest after so long', wholeNumber('--lease', 5, 43_200), 120)
    .option('--budget <usd>', 'ended before it has cost more')
    .option('--end-with-trial', 'ended together with the trial that uses it')
    .action((wanted: string, options: LaunchOptions) => launch(wanted, options, context))
  command('list', 'every rental with its state and its meter').action((options: CommonOptions) =>
    show(
      options,
      context,
      ({ client }) => client.rental.list(),
      (list) => (list.length === 0 ? 'Nothing was rented from here yet.' : list.map(line).join('\n')),
      (list) => (list.some(isEnding) ? 1 : 0),
    ),
  )
  command('extend', 'move the end of a lease to so many minutes from now')
    .argument('<rental>')
    .argument('<minutes>', 'from now on', wholeNumber('<minutes>', 1, 43_200))
    .action((wanted: string, minutes: number, options: CommonOptions) =>
      show(
        options,
        context,
        async (workbench) => {
          const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString()
          return workbench.client.rental.extend({ rentalId: (await findRental(workbench, wanted)).id, expiresAt })
        },
        line,
      ),
    )
  command('end', 'end machines, and wait until the provider confirms that they are gone')
    .argument('[rental]')
    .addOption(new Option('--all', 'every one').conflicts('orphan'))
    .option('--orphan <machine>', 'a machine that "assay rentals orphans" lists; with --account')
    .option('--account <account>', 'where the orphan is')
    .action((wanted: string | undefined, options: EndOptions) =>
      show(
        options,
        context,
        (workbench) => end(workbench, wanted, options),
        lines,
        (list) => exitCodeOf(list),
      ),
    )
  command('orphans', 'machines that carry a tag of Assay and that nobody here keeps').action((options: CommonOptions) =>
    show(
      options,
      context,
      ({ client }) => client.rental.orphans({ again: true }),
      orphanLines,
      ({ orphans, unseen }) => (orphans.length + unseen.length > 0 ? 1 : 0),
    ),
  )
  command('watch', 'keep all rentals until they have ended or Ctrl C; their leases end on time').action(
    (options: CommonOptions) =>
      show(
        options,
        context,
        async (workbench) => {
          const stopped = untilStopped()
          await awaitRentals(workbench, (list) => !list.some(isOpen), { atMostMs: Infinity, stopped })
          return workbench.client.rental.list()
        },
        lines,
        (list) => exitCodeOf(list),
      ),
  )
}

async function show<Answer>(
  options: CommonOptions,
  context: CommandContext,
  work: (workbench: Workbench) => Promise<Answer>,
  describe: (answer: Answer) => string,
  exitCode: (answer: Answer) => 0 | 1 = () => 0,
): Promise<void> {
  const answer = await withWorkbench(options, context.output, work)
  if (options.json === true) printJson(context.output, answer)
  else context.output.out(describe(answer))
  context.exitCode = exitCode(answer)
}

async function offers(
  workbench: Workbench,
  wanted: string,
  { gpu, region }: { gpu?: string; region?: string },
): Promise<RentalOffers> {
  const { id: accountId } = await findAccount(workbench, wanted)
  return workbench.client.rental.offers({ accountId, gpu: gpu ?? null, region: region ?? null })
}

async function launch(wanted: string, options: LaunchOptions, context: CommandContext): Promise<void> {
  await show(
    options,
    context,
    async (workbench) => {
      const { client } = workbench
      const { id } = await client.rental.launch(await requestOf(workbench, wanted, options))
      context.output.err(`${id} is written down and asked for. Ctrl C stops waiting, and ends nothing.`)
      await awaitRentals(workbench, (list) => list.some((rental) => rental.id === id && isDecided(rental)), {
        atMostMs: WAIT_MS,
        stopped: untilStopped(),
      })
      const open = workbench.openRentals()
      if (open.length > 0) context.output.err(stillRented(open))
      return client.rental.get({ rentalId: id })
    },
    line,
    ({ state }) => (state === 'ready' ? 0 : 1),
  )
}

async function requestOf(workbench: Workbench, wanted: string, options: LaunchOptions): Promise<RentalRequest> {
  const { id: accountId } = await findAccount(workbench, wanted)
  const { offers: offered } = await workbench.client.rental.offers({ accountId })
  const offer = offered.find(({ id }) => id === options.offer)
  if (offer === undefined) {
    throw new AssayError('BAD_USAGE', `There is no offer "${options.offer}" now. See "assay rentals offers ${wanted}".`)
  }
  const budgetMicros = options.budget === undefined ? null : microsFromUsd(options.budget)
  if (options.budget !== undefined && (budgetMicros === null || budgetMicros <= 0)) {
    throw new AssayError('BAD_USAGE', `--budget takes dollars, such as 2.50, not "${options.budget}".`)
  }
  return {
    accountId,
    offerId: offer.id,
    machine: offer.machine,
    region: offer.region,
    hourlyMicros: offer.hourlyMicros,
    image: options.image ?? null,
    startScript: options.startScript ?? null,
    sshKey: options.sshKey ?? null,
    workerPort: options.port,
    workerProvider: options.worker,
    leaseMinutes: options.lease,
    budgetMicros,
    endWithTrial: options.endWithTrial === true,
  }
}

/** @returns those that were told to end, as they stand when their ends are confirmed or the time is over */
async function end(workbench: Workbench, wanted: string | undefined, options: EndOptions): Promise<Rental[]> {
  const { client } = workbench
  const ids = await beginEnds(workbench, wanted, options)
  const told = (list: readonly Rental[]): Rental[] => list.filter(({ id }) => ids.includes(id))
  await awaitRentals(workbench, (list) => !told(list).some(isOpen), { atMostMs: WAIT_MS, stopped: untilStopped() })
  return told(await client.rental.list())
}

async function beginEnds(workbench: Workbench, wanted: string | undefined, options: EndOptions): Promise<string[]> {
  const { client } = workbench
  if (options.orphan !== undefined) {
    if (options.account === undefined) throw new AssayError('BAD_USAGE', 'Say where the orphan is: --account.')
    const { id: accountId } = await findAccount(workbench, options.account)
    return [(await client.rental.endOrphan({ accountId, machineId: options.orphan })).id]
  }
  if (options.all !== true && wanted === undefined) {
    throw new AssayError('BAD_USAGE', 'Say which rental shall end, or --all. "assay rentals list" shows them.')
  }
  const chosen =
    wanted === undefined ? (await client.rental.list()).filter(isOpen) : [await findRental(workbench, wanted)]
  for (const { id } of chosen) await client.rental.end({ rentalId: id })
  return chosen.map(({ id }) => id)
}

async function findRental({ client }: Workbench, wanted: string): Promise<Rental> {
  const matching = (await client.rental.list()).filter(({ id }) => id.startsWith(wanted))
  const [only, second] = matching
  if (only === undefined) throw new AssayError('NOT_FOUND', `There is no rental "${wanted}". See "assay rentals list".`)
  if (second === undefined || only.id === wanted) return only
  throw new AssayError('BAD_USAGE', `"${wanted}" may be one of ${matching.map(({ id }) => id).join(', ')}.`)
}

/** It is ready, or will never be. */
function isDecided({ state }: Rental): boolean {
  return state !== 'launching' && state !== 'booting'
}

function exitCodeOf(list: readonly Rental[]): 0 | 1 {
  return list.some(isOpen) ? 1 : 0
}

function line(rental: Rental): string {
  return rentalLine(rental, new Date())
}

function lines(list: readonly Rental[]): string {
  return list.length === 0 ? 'Nothing is rented.' : list.map(line).join('\n')
}
