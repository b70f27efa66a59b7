import type { InvoiceMapping } from '#shared/domain/invoice.ts'
import type { InvoiceTable } from './read-table.ts'

type Field = Exclude<keyof InvoiceMapping, 'decimalMark' | 'dayFirst'>

/** How providers call their columns, the surest names first. */
const NAMES: Readonly<Record<Field, readonly RegExp[]>> = {
  date: [
    /^(usage |billing )?date$/i,
    /^(created|started|completed)([ _]?at)?$/i,
    /timestamp|datetime/i,
    /^(day|time|period)$/i,
    /date|time/i,
  ],
  amount: [
    /^(amount|cost|total|charge)([ _]?\(?(usd|eur)\)?)?$/i,
    /^(total|net)[ _](amount|cost|price)/i,
    /amount|cost|charge/i,
    /price|usd/i,
  ],
  currency: [/^currency([ _]?code)?$/i, /currency/i],
  requestId: [
    /^(request|job|task|prediction|generation|run|inference)[ _-]?(id|uuid)$/i,
    /request|job|prediction/i,
    /^(id|uuid)$/i,
  ],
  model: [/^model([ _]?(id|name))?$/i, /model|endpoint/i, /^(sku|product)/i],
  quantity: [/^(quantity|qty|units|count)$/i, /quantity|images/i],
  description: [/^description$/i, /description|item|product|service|resource/i],
}

/** Which column holds what, by its name, and how its amounts and days are written. A person looks at it before anything is taken in. */
export function guessMapping(table: InvoiceTable): InvoiceMapping {
  const taken = new Set<string>()
  const find = (field: Field): string | null => {
    for (const pattern of NAMES[field]) {
      const column = table.columns.find((name) => !taken.has(name) && pattern.test(name))
      if (column === undefined) continue
      taken.add(column)
      return column
    }
    return null
  }
  const currency = find('currency')
  const amount = find('amount')
  const requestId = find('requestId')
  const date = find('date')
  const columns = {
    date,
    amount,
    currency,
    requestId,
    model: find('model'),
    quantity: find('quantity'),
    description: find('description'),
  }
  return {
    ...columns,
    decimalMark: decimalMarkOf(valuesOf(table, amount)),
    dayFirst: isDayFirst(valuesOf(table, date)),
  }
}

function valuesOf({ columns, rows }: InvoiceTable, column: string | null): string[] {
  const index = column === null ? -1 : columns.indexOf(column)
  return index === -1 ? [] : rows.slice(0, 1000).map(({ cells }) => cells[index] ?? '')
}

/** A comma that is not followed by exactly three digits can't stand between thousands; nor can it where a point stands before it. */
function decimalMarkOf(amounts: readonly string[]): '.' | ',' {
  const withComma = amounts.some((amount) => /,\d{1,2}(?!\d)|,\d{4,}|\.\d{3},/.test(amount))
  const withPoint = amounts.some((amount) => /\.\d{1,2}(?!\d)|\.\d{4,}|,\d{3}\./.test(amount))
  return withComma && !withPoint ? ',' : '.'
}

/** With points, as in `31.12.2026`, the day is first; with slashes it shows by a first number above 12. */
function isDayFirst(dates: readonly string[]): boolean {
  return dates.some((date) => /^\d{1,2}\.\d{1,2}\.\d{4}/.test(date) || /^(1[3-9]|2\d|3[01])[/-]/.test(date))
}
