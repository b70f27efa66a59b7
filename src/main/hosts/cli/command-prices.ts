import type { Command } from 'commander'
import type { ClaimFile } from '#shared/domain/claim.ts'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import { PriceUnit, type Price } from '#shared/domain/price.ts'
import { checkClaims, contradictionText } from '#shared/economics/claims/check-claims.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'
import { plainTable } from './plain-table.ts'
import { readDraft, type PriceOptions } from './read-price-options.ts'

const EXAMPLE = `
A price of your own:
  assay prices add novita --label "Negotiated, 2027" --usd 0.0021 --per image --model sdxl --tier 10000=0.0018
  assay prices add modal --label "Night rate" --usd 0.0007 --per compute-second --peak 8-20=0.0009@Europe/Berlin
A plan names it by its id: priceId: own/price-…. Trials keep the version that they used.`

export function addPrices(program: Command, context: CommandContext): void {
  const prices = program
    .command('prices')
    .description('the price book: what ships with Assay, and prices of your own')
    .addHelpText('after', EXAMPLE)
  const command = (words: string, description: string): Command =>
    prices
      .command(words)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('list [provider]', 'list prices, and what others claim beside them').action(
    async (providerId: string | undefined, options: CommonOptions) => {
      const { booked, claims } = await withWorkbench(options, context, async ({ client }) => ({
        booked: (await client.price.list()).filter(
          (entry) => providerId === undefined || entry.providerId === providerId,
        ),
        claims: await client.claim.list(),
      }))
      if (options.json === true) printJson(context.output, { prices: booked, claims })
      else context.output.out([priceTable(booked), ...claimLines(claims, booked, providerId)].join('\n'))
    },
  )

  command('add <provider>', 'keep a price of your own')
    .requiredOption('--label <text>', 'what it is called')
    .requiredOption('--usd <amount>', 'dollars for one unit')
    .requiredOption('--per <unit>', PriceUnit.options.join(', '))
    .option('--model <id...>', 'the models that it is for; every model of the provider if absent')
    .option('--increment <number>', 'billed in whole multiples: seconds for time, pixels for area')
    .option('--tier <units=amount...>', 'another amount from so many units a month on')
    .option('--peak <from-until=amount@zone>', 'another amount at these hours of the day')
    .option('--from <date>', 'the first day on which it holds')
    .option('--until <date>', 'the last one')
    .option('--note <text>', 'where it is from')
    .action(async (providerId: string, options: CommonOptions & PriceOptions) => {
      const draft = readDraft(options)
      const saved = await withWorkbench(options, context, ({ client }) => client.price.save({ providerId, draft }))
      if (options.json === true) printJson(context.output, saved)
      else context.output.out(`Kept as ${saved.price.id}: ${describeAmount(saved.price)}.`)
    })

  command('remove <id>', 'remove a price of your own').action(async (priceId: string, options: CommonOptions) => {
    await withWorkbench(options, context, ({ client }) => client.price.remove({ priceId }))
    if (options.json === true) printJson(context.output, { removed: priceId })
    else context.output.out(`Removed ${priceId}. Trials that used it keep it.`)
  })
}

function priceTable(booked: readonly BookedPrice[]): string {
  const rows = booked.map(({ providerId, own, price }) => [
    providerId,
    price.id,
    describeAmount(price),
    own ? 'your own' : price.confidence,
    price.retrievedOn,
    price.label,
  ])
  return plainTable(['provider', 'id', 'price', 'known by', 'read on', 'for'], rows)
}

/** The amount with its rules, e.g. `$0.0021 per image, $0.0018 from 10000 on`. */
function describeAmount({
  amountUsd,
  unit,
  minimumIncrement,
  tiers,
  peakHours,
  effectiveFrom,
  effectiveUntil,
}: Price): string {
  return [
    `$${amountUsd} per ${unit}`,
    ...(minimumIncrement === undefined ? [] : [`in multiples of ${minimumIncrement}`]),
    ...(tiers ?? []).map((tier) => `$${tier.amountUsd} from ${tier.fromUnits} on`),
    ...(peakHours === undefined
      ? []
      : [`$${peakHours.amountUsd} from ${peakHours.fromHour} to ${peakHours.untilHour} h ${peakHours.timeZone}`]),
    ...(effectiveFrom === undefined ? [] : [`from ${effectiveFrom}`]),
    ...(effectiveUntil === undefined ? [] : [`until ${effectiveUntil}`]),
  ].join(', ')
}

function claimLines(
  files: readonly ClaimFile[],
  prices: readonly BookedPrice[],
  providerId: string | undefined,
): string[] {
  const checks = new Map(checkClaims(files, { prices }).map((check) => [check.claimId, contradictionText(check)]))
  return files.flatMap(({ source, retrievedOn, claims }) => {
    const about = claims.filter(
      ({ topic, providers }) => topic === 'price' && (providerId === undefined || providers.includes(providerId)),
    )
    if (about.length === 0) return []
    const lines = about.map(({ id, providers, text }) => {
      const contradiction = checks.get(id) ?? null
      const but = contradiction === null ? '' : ` But: ${contradiction}`
      return `  ${providers.length === 0 ? 'the field' : providers.join(', ')}: ${text}${but}`
    })
    return ['', `Claimed, and never counted with (${source}, read ${retrievedOn}):`, ...lines]
  })
}
