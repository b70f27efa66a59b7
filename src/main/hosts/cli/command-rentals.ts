import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { LaunchInput, RentalOffers } from '#shared/contract/rental.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { awaitRentals, isEnding, isOpen, tellRentals } from './await-rentals.ts'
import { endRentals, findRental, type EndOptions } from './end-rentals.ts'
import { findAccount } from './find-account.ts'
import { untilStopped, wholeNumber, withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'
import { offerTable, orphanLines, rentalLine, stillRented } from './rental-words.ts'

const HELP = `
A rental is a lease: Assay ends the machine when it is over, and asks on until the provider confirms that it is gone. That takes
an Assay that runs: the desktop, "assay serve", or "assay rentals watch". Exit code 1 while the end of one is not confirmed.
An <account> is its id, the beginning of it, or its label ("assay accounts list"); a <rental> is an id or the beginning of one.

So, with an account that is called gpus:
  assay rentals offers gpus --gpu a10
  assay rentals launch gpus --offer gpu_1x_a10@us-east-1 --ssh-key mine --lease 90
  assay run plan.yaml --end-rentals     a contender with "rental: rental-…" runs on the machine
  assay rentals end --all`

/** How long a command waits for a machine to be ready, or to be gone. */
const WAIT_MS = 30 * 60_000

interface LaunchOptions extends CommonOptions {
  offer: string
  image?: string
  startScript?: string
  sshKey?: string
  port: number
  worker: string
  throughSsh?: boolean
  keyFile?: string
  startWithin: number
  lease: number
  budget?: string
  endWithTrial?: boolean
}

export function addRentals(program: Command, context: CommandContext): void {
  const rentals = program.command('rentals').description('rent GPUs, and see to their end').addHelpText('after', HELP)
  const tell = tellRentals(context)
  const command = (name: string, description: string): Command =>
    rentals
      .command(name)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('offers', 'what an account can rent now, and at which price')
    .argument('<account>')
    .option('--gpu <name>', 'only those with it in their name, such as a10')
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
    .option(
      '--through-ssh',
      'reach it through an SSH tunnel and not at its own address; opened by the running ssh-agent',
    )
    .option('--key-file <file>', 'open that with this private key, which has no passphrase')
    .option(
      '--start-within <minutes>',
      'ended if the worker has not answered after so long',
      wholeNumber('--start-within', 3, 240),
      20,
    )
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
        (workbench) => endRentals(workbench, wanted, options, context),
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
          const open = workbench.openRentals()
          if (open.length > 0)
            context.output.err(`Keeping ${open.map(({ id }) => id).join(', ')}. Ctrl C ends nothing.`)
          await awaitRentals(workbench, (list) => !list.some(isOpen), { atMostMs: Infinity, stopped, tell })
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
  const answer = await withWorkbench(options, context, work)
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
  const found = await workbench.client.rental.offers({ accountId, gpu: gpu ?? null, region: region ?? null })
  // Not every provider has a filter of its own.
  const offers = found.offers.filter(
    (offer) => named(`${offer.machine} ${offer.gpu}`, gpu) && named(offer.region, region),
  )
  return { ...found, offers }
}

/** Providers write one name in many ways: `RTX 4090`, `RTX_4090`. */
function named(name: string, part = ''): boolean {
  return lettersOf(name).includes(lettersOf(part))
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

async function launch(wanted: string, options: LaunchOptions, context: CommandContext): Promise<void> {
  await show(
    options,
    context,
    async (workbench) => {
      const { client } = workbench
      const { id } = await client.rental.launch(await requestOf(workbench, wanted, options))
      const stopped = untilStopped()
      context.output.err(`${id} is written down and asked for. Ctrl C stops waiting, and ends nothing.`)
      await awaitRentals(workbench, (list) => list.some((rental) => rental.id === id && isDecided(rental)), {
        // As long as it may take to answer, and then to be gone: while nobody waits, nobody ends it.
        atMostMs: options.startWithin * 60_000 + WAIT_MS,
        stopped,
        tell: tellRentals(context),
      })
      const open = workbench.openRentals()
      if (open.length > 0) context.output.err(stillRented(open))
      return client.rental.get({ rentalId: id })
    },
    line,
    ({ state }) => (state === 'ready' ? 0 : 1),
  )
}

async function requestOf(workbench: Workbench, wanted: string, options: LaunchOptions): Promise<LaunchInput> {
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
    reach: reachOf(options),
    startMinutes: options.startWithin,
    leaseMinutes: options.lease,
    budgetMicros,
    endWithTrial: options.endWithTrial === true,
  }
}

function reachOf({ throughSsh, keyFile }: LaunchOptions): LaunchInput['reach'] {
  if (throughSsh === true) return { by: 'ssh', keyFile: keyFile === undefined ? null : resolve(keyFile) }
  if (keyFile === undefined) return { by: 'address' }
  throw new AssayError('BAD_USAGE', '--key-file opens an SSH tunnel: say --through-ssh, too.')
}

/** It is ready, or gone: one that is ending may still bill. */
function isDecided(rental: Rental): boolean {
  return rental.state === 'ready' || !isOpen(rental)
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
