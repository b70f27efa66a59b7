import type { Command } from 'commander'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import type { ClaimFile } from '#shared/domain/claim.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import { MOST_IMAGES_PER_MONTH } from '#shared/domain/default-assumptions.ts'
import { checkClaims } from '#shared/economics/claims/check-claims.ts'
import { assumptionsOf } from '#shared/economics/assumptions-of.ts'
import { compareCosts } from '#shared/economics/compare-costs.ts'
import { costBasesOf } from '#shared/economics/cost-basis-of.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { typedBasis } from '#shared/economics/typed-basis.ts'
import { AssayError } from '#shared/errors.ts'
import { terminalLine } from '#shared/units/harmless-text.ts'
import { withWorkbench, wholeNumber, type CommandContext, type CommonOptions } from './command-context.ts'
import { claimLines, costWords } from './cost-words.ts'
import { findTrial } from './find-trial.ts'
import { printJson } from './output.ts'
import { contenderOfSpec, readSpec, type ContenderSpec } from './read-contender-spec.ts'
import { readCostAssumptions, type AssumptionOptions } from './read-cost-assumptions.ts'

const EXAMPLE = `
A contender is key=value,key=value. Its price is one of:
  price=ID              of the price book, whose ids "assay prices list" has
  per-image=USD         or per-megapixel, per-step, per-megapixel-step, per-request: a managed API
  per-second=USD        a second of compute: of an API with seconds=, of a machine with images-per-hour=
  gpu-hour=USD          an hour of a rented machine, with images-per-hour=
What else there is to say of it:
  images-per-hour=300   pictures that one machine draws while at work     slots=2   at a time; 1 if absent
  seconds=1.5           billed for a picture    images-per-request=4    size=1024x1024    steps=4
  usable=0.95           share of its pictures that are usable    failed=0.02    share of its calls that fail
  failed-billed=yes     where failed calls are charged           cold-start=20  seconds that a start takes
  name=L4               as it is called in the answer

50,000 pictures a month at fal, or on an L4 of RunPod that draws 600 an hour and is at work 25 % of the time it is paid for:
  assay cost --price fal/flux-schnell --against price=runpod/flex-24gb,images-per-hour=600,name=L4 --volume 50000 --utilisation 25%
The same where pictures are asked for in office hours: the machine stops when idle, and how busy it is follows from that:
  assay cost --price fal/flux-schnell --against price=runpod/flex-24gb,images-per-hour=600,name=L4 --volume 50000 --traffic office-hours
Machines by the hour, kept on through an evening peak, at three volumes:
  assay cost --per-image 0.008 --against gpu-hour=2.10,images-per-hour=300 --traffic evening-peak --volume 20000 80000 300000
What a trial measured, with another contender beside it:
  assay cost --trial latest --against gpu-hour=1.09,images-per-hour=300,usable=0.97

A file of assumptions is YAML or JSON with the fields that --json prints under "assumptions", ranges as { low, likely, high }.`

interface CostOptions extends CommonOptions, AssumptionOptions {
  perImage?: string[]
  price?: string[]
  against?: string[]
  trial?: string
  size?: string
  steps?: string
}

export function addCost(program: Command, context: CommandContext): void {
  program
    .command('cost')
    .description('what contenders cost a month and where renting breaks even, with or without a trial')
    .option('--per-image <usd...>', 'a managed API, by its price a picture')
    .option('--price <id...>', 'a price of the price book, by its id')
    .option('--against <contender...>', 'any contender, as key=value,key=value: see below')
    .option('--size <pixels>', 'of the pictures, where a price counts it; 1024x1024 if absent')
    .option('--steps <number>', 'of a picture, where a price counts them')
    .option(
      '--trial <trial>',
      'the contenders of a trial as it measured them, under what is assumed of it in Assay: its id, the beginning of it, or "latest"',
    )
    .option('--volume <pictures...>', 'pictures a month; the first is the one that is looked into', collectVolumes)
    .option(
      '--utilisation <share>',
      'share of the hours paid in which a machine draws, as 0.25 or 25%, whatever the traffic; follows from it if absent',
    )
    .option('--traffic <curve>', 'flat, office-hours, evening-peak, or a CSV file of 24 or 168 hourly weights')
    .option('--time-zone <zone>', 'of the hours in that curve; UTC if absent')
    .option('--latency-target <seconds>', 'enough machines for 95 % of the pictures to be there within it')
    .option('--fleet <kind>', 'machines by the hour: kept-on, or follows-traffic')
    .option(
      '--idle <seconds>',
      'machines by the second: paid for so long after the last picture; as the trial’s probes found if absent, else 60',
    )
    .option('--storage <gb=usd>', 'kept for machines, and its price for each GB a month')
    .option('--extra <usd>', 'on top of each picture, such as a safety check')
    .option('--usable <share>', 'share of the pictures that are usable, of every contender')
    .option('--engineer <range>', 'share of an engineer that machines take: 10%-20%-30%')
    .option('--set-up <range>', 'hours until machines draw, once: 2-3-4')
    .option('--on-call <range>', 'hours a month that somebody is on call for machines')
    .option('--failures <range>', 'of machines, a month: 0-1-4')
    .option('--recovery <range>', 'minutes until a failed machine draws again: 5-15-60')
    .option('--rate <range>', 'dollars for an hour of an engineer: 50-62.5-75')
    .option('--count-people', 'count people and recoveries in every month')
    .option('--assumptions <file>', 'all of these and more, as YAML or JSON')
    .option('--seed <number>', 'of the simulation')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object; amounts in micro-dollars')
    .addHelpText('after', EXAMPLE)
    .action(async (options: CostOptions) => {
      const { bases, book, claims, isPractice, kept } = await readContenders(options, context)
      const assumptions = await readCostAssumptions(options, kept ?? {})
      const comparison = compareCosts(bases, assumptions)
      const checks = checkClaims(claims, {
        prices: book,
        measured: isPractice ? [] : bases,
        setting: prepareSetting(assumptions),
      })
      if (options.json === true) printJson(context.output, { isPractice, assumptions, ...comparison, claims: checks })
      else
        context.output.out(
          [...(isPractice ? [PRACTICE] : []), costWords(comparison, assumptions), ...claimLines(checks)].join('\n'),
        )
    })
}

const readVolume = wholeNumber('--volume', 1, MOST_IMAGES_PER_MONTH)

function collectVolumes(text: string, before: number[] | undefined): number[] {
  return [...(before ?? []), readVolume(text.replaceAll(/[,_](?=\d{3})/g, ''))]
}

interface Contenders {
  bases: CostBasis[]
  /** Empty where no price of it and no trial is named; so are the claims where no trial is. */
  book: BookedPrice[]
  claims: ClaimFile[]
  /** The trial is one of simulators: it says nothing of what others claim of the real ones. */
  isPractice: boolean
  /** As under Economics of the trial; null without one. */
  kept: CostAssumptions | null
}

const PRACTICE = 'A practice trial: what it measured is how its simulators behave, not the providers.\n'

async function readContenders(options: CostOptions, context: CommandContext): Promise<Contenders> {
  const specs: ContenderSpec[] = [
    ...(options.perImage ?? []).map((usd): ContenderSpec => ({ 'per-image': usd })),
    ...(options.price ?? []).map((price): ContenderSpec => ({ price })),
    ...(options.against ?? []).map(readSpec),
  ].map((spec) => ({
    ...(options.size !== undefined && { size: options.size }),
    ...(options.steps !== undefined && { steps: options.steps }),
    ...spec,
  }))
  const needsData = options.trial !== undefined || specs.some(({ price }) => price !== undefined)
  const known = needsData ? await readData(options, context) : NOTHING
  const now = new Date()
  const typed = specs.map((spec, index) => typedBasis(contenderOfSpec(spec, index + 1, known.book, now)))
  // Words of many lines are made of them.
  const bases = [...known.bases, ...typed].map((basis) => ({ ...basis, name: terminalLine(basis.name) }))
  if (bases.length === 0) {
    throw new AssayError('BAD_USAGE', 'There is nothing to reckon: name --per-image, --price, --against or --trial.')
  }
  return { ...known, bases }
}

const NOTHING: Contenders = { bases: [], book: [], claims: [], isPractice: false, kept: null }

function readData(options: CostOptions, context: CommandContext): Promise<Contenders> {
  return withWorkbench(options, context, async (workbench) => {
    const { client } = workbench
    const book = await client.price.list()
    if (options.trial === undefined) return { ...NOTHING, book }
    const trialId = await findTrial(workbench, options.trial)
    const { plan, practice } = await client.trial.get({ trialId })
    const analysis = await client.analysis.get({ trialId })
    const { settings } = await client.decision.get({ trialId })
    return {
      bases: costBasesOf(plan.contenders, analysis),
      book,
      claims: await client.claim.list(),
      isPractice: practice,
      kept: assumptionsOf(settings),
    }
  })
}
