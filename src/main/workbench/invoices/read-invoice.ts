import { createHash } from 'node:crypto'
import type { ExchangeRate } from '#shared/domain/exchange-rate.ts'
import type { InvoiceMapping } from '#shared/domain/invoice.ts'
import { rateOn, toUsd } from '#shared/economics/exchange.ts'
import { parseAmount, type Picos } from '#shared/units/parse-amount.ts'
import { readDay } from './read-day.ts'
import type { InvoiceTable } from './read-table.ts'

/** A line of an invoice whose every part has been read. */
export interface InvoiceLine {
  /** Of the file, from 1. */
  number: number
  /** The same for the same line, in whatever file it stands. */
  key: string
  day: string
  amountText: string
  usd: Picos
  currency: string
  ratePerUsd: string | null
  requestId: string | null
  model: string | null
  quantity: string | null
  description: string | null
}

export interface ReadInvoice {
  lines: InvoiceLine[]
  problems: { line: number; message: string }[]
}

interface Reading {
  mapping: InvoiceMapping
  account: string
  /** For lines that name none. */
  currency: string
  rates: readonly ExchangeRate[]
}

/** Reads every line, and says of each that can't be read why. */
export function readInvoice(table: InvoiceTable, reading: Reading): ReadInvoice {
  const lines: InvoiceLine[] = []
  const problems: ReadInvoice['problems'] = []
  const seen = new Map<string, number>()
  for (const row of table.rows) {
    // A line of sums at the end, or an empty one.
    if (row.cells.every((cell) => cell === '')) continue
    const read = readLine(table, row.cells, reading)
    if ('problem' in read) {
      problems.push({ line: row.number, message: read.problem })
      continue
    }
    const content = JSON.stringify([reading.account, ...Object.values(told(read))])
    const occurrence = seen.get(content) ?? 0
    seen.set(content, occurrence + 1)
    const key = createHash('sha256').update(`${content}\n${occurrence}`).digest('hex')
    lines.push({ ...read, number: row.number, key })
  }
  return { lines, problems }
}

type Told = Omit<InvoiceLine, 'number' | 'key'>

/** What the line itself says; the rate of the day is ours. */
function told({
  day,
  amountText,
  currency,
  requestId,
  model,
  quantity,
  description,
}: Told): Record<string, string | null> {
  return { day, amountText, currency, requestId, model, quantity, description }
}

function readLine(table: InvoiceTable, cells: readonly string[], reading: Reading): Told | { problem: string } {
  const { mapping, rates } = reading
  const at = (column: string | null): string | null => {
    const cell = column === null ? undefined : cells[table.columns.indexOf(column)]
    return cell === undefined || cell === '' ? null : cell
  }
  const dateText = at(mapping.date)
  const amountText = at(mapping.amount)
  if (dateText === null) return { problem: 'There is no date.' }
  if (amountText === null) return { problem: 'There is no amount.' }
  const day = readDay(dateText, mapping.dayFirst)
  if (day === null) return { problem: `"${dateText}" is no date.` }
  const amount = parseAmount(amountText, mapping.decimalMark)
  if (amount === null)
    return { problem: `"${amountText}" is no amount with "${mapping.decimalMark}" before the cents.` }
  const currency = (at(mapping.currency) ?? reading.currency).toUpperCase()
  const rate = currency === 'USD' ? null : rateOn(rates, currency, day)
  if (currency !== 'USD' && rate === null) {
    return { problem: `There is no rate of ${currency} for ${day}. Enter one that holds on that day first.` }
  }
  return {
    day,
    amountText,
    usd: rate === null ? amount : toUsd(amount, rate.ratePerUsd),
    currency,
    ratePerUsd: rate?.ratePerUsd ?? null,
    requestId: at(mapping.requestId),
    model: at(mapping.model),
    quantity: at(mapping.quantity),
    description: at(mapping.description),
  }
}
