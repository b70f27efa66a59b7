import type { LedgerCell } from '#main/store/ledger-store.ts'
import type { ExchangeRate } from '#shared/domain/exchange-rate.ts'
import type { Converted, SpendFilter, SpendGroup, SpendGrouping, SpendSums } from '#shared/domain/spend.ts'
import { convertDays } from '#shared/economics/exchange.ts'
import { dayText, monthText } from '#shared/units/day-text.ts'
import { accountName, providerName } from './account-names.ts'
import type { WorkbenchContext } from './context.ts'

type Context = Pick<WorkbenchContext, 'store'>

interface Asked {
  filter: SpendFilter
  by: SpendGrouping
  currency: string | null
}

/** Sums of the ledger's lines by what they have in common, and over all of them. */
export function groupSpend(
  { filter, by, currency }: Asked,
  { store }: Context,
): { groups: SpendGroup[]; sums: SpendSums & { converted: Converted | null } } {
  const cells = store.spend.cells(filter, by)
  const rates = currency === null ? [] : store.exchangeRates.list()
  const converted = (of: readonly LedgerCell[]): Converted | null =>
    currency === null ? null : convert(of, rates, currency)
  const groups = [...Map.groupBy(cells, ({ key, contenderId }) => JSON.stringify([key, contenderId])).values()].map(
    (ofGroup): SpendGroup => {
      const [first] = ofGroup
      if (first === undefined) throw new Error('A group has no line.')
      const { key, contenderId } = first
      return {
        ...sumsOf(ofGroup),
        key: by === 'contender' && key !== null && contenderId !== null ? `${key}/${contenderId}` : key,
        name: nameOf(by, first, { store }),
        filter: { ...filter, ...narrowed(by, first) },
        bases: [...Map.groupBy(ofGroup, ({ basis }) => basis)].map(([basis, ofBasis]) => {
          const { chargedMicros, lineCount } = sumsOf(ofBasis)
          return { basis, chargedMicros, lineCount }
        }),
        converted: converted(ofGroup),
      }
    },
  )
  const inTime = by === 'day' || by === 'month'
  return {
    groups: inTime
      ? groups
      : groups.sort((a, b) => b.chargedMicros - a.chargedMicros || b.practiceMicros - a.practiceMicros),
    sums: { ...sumsOf(cells), converted: converted(cells) },
  }
}

function sumsOf(cells: readonly LedgerCell[]): SpendSums {
  const sums: SpendSums = {
    chargedMicros: 0,
    unknownCount: 0,
    practiceMicros: 0,
    practiceUnknownCount: 0,
    lineCount: 0,
  }
  for (const cell of cells) {
    sums.chargedMicros += cell.chargedMicros
    sums.unknownCount += cell.unknownCount
    sums.practiceMicros += cell.practiceMicros
    sums.practiceUnknownCount += cell.practiceUnknownCount
    sums.lineCount += cell.lineCount
  }
  return sums
}

/** What was charged, day by day. */
function convert(cells: readonly LedgerCell[], rates: readonly ExchangeRate[], currency: string): Converted {
  const days = [...Map.groupBy(cells, ({ day }) => day)].map(([day, ofDay]) => ({
    day,
    amountMicros: sumsOf(ofDay).chargedMicros,
  }))
  return convertDays(days, rates, currency)
}

/** A group whose lines have something in common. */
interface Named extends LedgerCell {
  key: string
}

const NARROWED: Readonly<Record<SpendGrouping, (group: Named) => SpendFilter>> = {
  provider: ({ key }) => ({ providerId: key }),
  account: ({ key }) => ({ account: key }),
  trial: ({ key }) => ({ trialId: key }),
  contender: ({ key, contenderId }) => (contenderId === null ? { trialId: key } : { trialId: key, contenderId }),
  model: ({ key }) => ({ modelId: key }),
  day: ({ key }) => ({ day: key }),
  month: ({ key }) => ({ month: key }),
  basis: ({ basis }) => ({ basis }),
}

const NAMES: Readonly<Record<SpendGrouping, (group: Named, context: Context) => string>> = {
  provider: ({ key }) => providerName(key),
  account: ({ key }, context) => accountName(key, context),
  trial: ({ key }, { store }) => store.spend.trialName(key) ?? key,
  contender: ({ key, contenderId }, { store }) => {
    const trial = store.spend.trialName(key) ?? key
    if (contenderId === null) return `Rented and judged for ${trial}`
    return `${store.spend.contenderName(key, contenderId) ?? contenderId}, ${trial}`
  },
  model: ({ key }) => key,
  day: ({ key }) => dayText(key),
  month: ({ key }) => monthText(key),
  basis: ({ key }) => key,
}

function narrowed(by: SpendGrouping, { key, ...cell }: LedgerCell): SpendFilter {
  return key === null ? {} : NARROWED[by]({ ...cell, key })
}

function nameOf(by: SpendGrouping, { key, ...cell }: LedgerCell, context: Context): string {
  if (key !== null) return NAMES[by]({ ...cell, key }, context)
  return by === 'trial' || by === 'contender' ? 'No trial' : 'Not told'
}
