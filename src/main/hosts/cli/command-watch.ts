import type { Command } from 'commander'
import type { WatchDetail, WatchSummary } from '#shared/contract/watch.ts'
import type { WatchDrift } from '#shared/domain/drift.ts'
import { countText } from '#shared/units/count-text.ts'
import { formatDuration } from '#shared/units/duration.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findNamed } from './find-named.ts'
import { plainTable } from './plain-table.ts'
import { printAnswer } from './print-answer.ts'
import { readMinutes } from './read-minutes.ts'
import { readPlanFile } from './read-plan-file.ts'
import { promptSetsOf } from './read-prompt-set.ts'
import { driftLines } from './drift-lines.ts'
import { runWatches } from './run-watches.ts'

const HELP = `
A watch repeats a small trial every so often, so that a change of latency, price or pictures shows. The desktop and "assay serve"
run what is due while they are open; without them let cron or CI run "assay watch run --once", for example every ten minutes.`

const MS_PER_MINUTE = 60_000

export function addWatch(program: Command, context: CommandContext): void {
  const watch = program
    .command('watch')
    .description('trials that are repeated every so often')
    .addHelpText('after', HELP)
  const command = (name: string, description: string): Command =>
    watch
      .command(name)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('add', 'repeat the trial that a plan file describes; its first run is due at once')
    .argument('<plan>', 'the plan file, see "assay run --help"')
    .requiredOption('--every <time>', 'how often: 30min, 6h, 1d', readMinutes('--every'))
    .option('--for <time>', 'how long: 14d, 4w', readMinutes('--for'), 14 * 1440)
    .action(async (file: string, options: CommonOptions & { every: number; for: number }) => {
      const plan = await readPlanFile(file, promptSetsOf(options, context))
      await printAnswer(
        options,
        context,
        async ({ client }) => {
          const { watchId } = await client.watch.create({
            plan,
            everyMinutes: options.every,
            forMinutes: options.for,
          })
          return client.watch.get({ watchId })
        },
        ({ watch: made }) => `Watching ${made.name} as ${made.id}. "assay watch run" runs what is due.`,
      )
    })
  command('list', 'list the watches of this data folder').action((options: CommonOptions) =>
    printAnswer(options, context, ({ client }) => client.watch.list(), listText),
  )
  command('show', 'show a watch and its runs')
    .argument('<watch>', 'its id, the beginning of it, or its name')
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const watchId = await find(workbench, wanted)
          const detail = await workbench.client.watch.get({ watchId })
          return { ...detail, drift: await workbench.client.watch.drift({ watchId }) }
        },
        detailText,
      ),
    )
  command('run', 'run what is due, and go on until no watch is active; exit code 1 if a run failed')
    .option('--once', 'run what is due now and stop, for cron and CI')
    .option('--fail-on-drift', 'exit code 1 as well if a run has changed from the first one')
    .action(async (options: CommonOptions & { once?: boolean; failOnDrift?: boolean }) => {
      const { once = false, failOnDrift = false, json = false } = options
      context.exitCode = await withWorkbench(options, context, (workbench) =>
        runWatches(workbench, { once, failOnDrift, json }, context.output),
      )
    })
  for (const [name, description] of [
    ['pause', 'let the times of a watch go by'],
    ['resume', 'go on with a watch at the next of its times'],
    ['remove', 'forget a watch; its trials stay'],
  ] as const) {
    command(name, description)
      .argument('<watch>')
      .action((wanted: string, options: CommonOptions) =>
        printAnswer(
          options,
          context,
          async (workbench) => workbench.client.watch[name]({ watchId: await find(workbench, wanted) }),
          (done) => ('removed' in done ? 'Removed.' : listText([done])),
        ),
      )
  }
}

async function find({ client }: Workbench, wanted: string): Promise<string> {
  const none = 'Nothing is watched yet.'
  return findNamed(await client.watch.list(), wanted, { noun: 'watch', none }).id
}

function listText(watches: readonly WatchSummary[]): string {
  if (watches.length === 0) return 'Nothing is watched. "assay watch add plan.yaml --every 6h" repeats a trial.'
  const rows = watches.map(({ id, name, everyMinutes, state, nextAt, runCount, brokenOffCount }) => [
    id,
    name,
    `every ${formatDuration(everyMinutes * MS_PER_MINUTE)}`,
    `${countText(runCount, 'run')}${brokenOffCount === 0 ? '' : `, ${brokenOffCount} broken off`}`,
    nextAt === null ? state : `next ${nextAt}`,
  ])
  return plainTable(['Watch', 'Name', 'How often', 'So far', 'Due'], rows)
}

function detailText({ watch, runs, drift }: WatchDetail & { drift: WatchDrift }): string {
  const { name, everyMinutes, until, nextAt, state } = watch
  const due = nextAt === null ? state : `next run ${nextAt}`
  const head = `${name}: every ${formatDuration(everyMinutes * MS_PER_MINUTE)} until ${until}, ${due}.`
  if (runs.length === 0) return head
  const rows = runs.map(({ number, dueAt, missedCount, trialId, status, problem }) => [
    String(number),
    dueAt,
    trialId ?? 'no trial',
    problem ?? status ?? 'not started: the process ended before',
    missedCount === 0 ? '' : `${missedCount} missed before the next`,
  ])
  return [head, plainTable(['Run', 'Due', 'Trial', 'What became of it', ''], rows), '', ...driftLines(drift)].join('\n')
}
