import { stringify } from 'csv-stringify/sync'
import type { SpendFilter, SpendGroup, SpendGrouping, SpendLine } from '#shared/domain/spend.ts'
import { CSV_OPTIONS } from '#shared/units/csv-options.ts'
import type { WorkbenchContext } from './context.ts'
import { groupSpend } from './group-spend.ts'

type Cell = string | number | boolean | null

/** So many are read at once, so that a long ledger does not stand in memory twice. */
const PAGE = 10_000

/** Columns with their units in their names. Empty means "not known" or "there is none", never 0. */
const LINE_COLUMNS: Readonly<Record<string, (line: SpendLine) => Cell>> = {
  kind: (line) => line.kind,
  at: (line) => line.at,
  day: (line) => line.day,
  trial_id: (line) => line.trialId,
  trial: (line) => line.trialName,
  contender_id: (line) => line.contenderId,
  contender: (line) => line.contenderName,
  provider_id: (line) => line.providerId,
  account: (line) => line.account,
  model_id: (line) => line.modelId,
  id: (line) => line.id,
  step: (line) => line.step,
  practice: (line) => line.practice,
  charge_micro_usd: (line) => line.amountMicros,
  basis: (line) => line.basis,
  price_id: (line) => line.priceId,
  evidence: (line) => line.evidence,
  in_invoice_total: (line) => line.covered,
  before_micro_usd: (line) => line.before?.amountMicros ?? null,
  before_basis: (line) => line.before?.basis ?? null,
}

const GROUP_COLUMNS: Readonly<Record<string, (group: SpendGroup) => Cell>> = {
  key: (group) => group.key,
  name: (group) => group.name,
  charged_micro_usd: (group) => group.chargedMicros,
  unknown_charges: (group) => group.unknownCount,
  practice_micro_usd: (group) => group.practiceMicros,
  practice_unknown_charges: (group) => group.practiceUnknownCount,
  lines: (group) => group.lineCount,
  bases: (group) => group.bases.map(({ basis }) => basis).join(' '),
}

/** The ledger's lines or groups as CSV. */
export function tabulateSpend(
  { filter, by, currency }: { filter: SpendFilter; by: SpendGrouping | null; currency: string | null },
  context: Pick<WorkbenchContext, 'store'>,
): { csv: string; rowCount: number } {
  if (by !== null) return table(groupSpend({ filter, by, currency }, context).groups, withCurrency(currency))
  const lines: SpendLine[] = []
  for (;;) {
    const page = context.store.spend.lines(filter, { limit: PAGE, offset: lines.length })
    lines.push(...page.lines)
    if (page.lines.length < PAGE) return table(lines, LINE_COLUMNS)
  }
}

/** Beside the sums in another currency stand the rates that they are at, and the days that they lack. */
function withCurrency(currency: string | null): typeof GROUP_COLUMNS {
  if (currency === null) return GROUP_COLUMNS
  return {
    ...GROUP_COLUMNS,
    [`charged_micro_${currency.toLowerCase()}`]: ({ converted }) => converted?.amountMicros ?? null,
    rates: ({ converted }) =>
      converted?.rates.map(({ day, ratePerUsd }) => `${ratePerUsd} from ${day}`).join('; ') ?? null,
    days_without_rate: ({ converted }) => converted?.daysWithoutRate.join(' ') ?? null,
  }
}

function table<Row>(
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => Cell>>,
): { csv: string; rowCount: number } {
  const cells = rows.map((row) => Object.values(columns).map((read) => read(row)))
  const csv = stringify([Object.keys(columns), ...cells], CSV_OPTIONS)
  return { csv, rowCount: rows.length }
}
