import { createHash } from 'node:crypto'
import type { ChargedLine, InvoiceStore } from '#main/store/invoice-store.ts'
import type { InvoiceInput, InvoiceMapping, InvoiceTotal } from '#shared/domain/invoice.ts'
import { AssayError } from '#shared/errors.ts'
import { microsOfPicos, type Picos } from '#shared/units/parse-amount.ts'
import type { WorkbenchContext } from '../context.ts'
import { guessMapping } from './guess-mapping.ts'
import { readInvoice, type InvoiceLine } from './read-invoice.ts'
import { readTable, type InvoiceTable } from './read-table.ts'

/** A charge that lines of the invoice name. */
export interface PlannedMatch {
  ours: ChargedLine
  lines: InvoiceLine[]
  /** Of these lines, and of those that named it in an earlier file. */
  amountMicros: number
}

export interface PlannedTotal extends InvoiceTotal {
  lines: InvoiceLine[]
  /** Our own lines that it holds. */
  ours: ChargedLine[]
}

/** All that an invoice would change, and nothing of it done. */
export interface InvoicePlan {
  table: InvoiceTable
  mapping: InvoiceMapping
  fileSha256: string
  importedAt: string | null
  /** Those that no earlier file has told. */
  lines: InvoiceLine[]
  knownLineCount: number
  problems: { line: number; message: string }[]
  matches: PlannedMatch[]
  totals: PlannedTotal[]
}

/** @throws AssayError BAD_USAGE where the file is no table, or its mapping names a column that it has not */
export function planInvoice(input: InvoiceInput, { store }: Pick<WorkbenchContext, 'store'>): InvoicePlan {
  const table = readTable(input.text, input.fileName)
  const mapping = input.mapping ?? guessMapping(table)
  const fileSha256 = createHash('sha256').update(input.text).digest('hex')
  const missing = missingColumns(table, mapping)
  const read =
    missing.length > 0
      ? { lines: [], problems: missing.map((message) => ({ line: 1, message })) }
      : readInvoice(table, {
          mapping,
          account: input.account,
          currency: input.currency,
          rates: store.exchangeRates.list(),
        })
  const known = store.invoices.knownKeys(read.lines.map(({ key }) => key))
  const lines = read.lines.filter(({ key }) => !known.has(key))
  const matches = matchLines(lines, input, store.invoices)
  const matched = new Set(matches.flatMap((match) => match.lines))
  const rest = lines.filter((line) => !matched.has(line))
  return {
    table,
    mapping,
    fileSha256,
    importedAt: store.invoices.importedAt(input.account, fileSha256),
    lines,
    knownLineCount: read.lines.length - lines.length,
    problems: read.problems,
    matches,
    totals: totalsOf(rest, mapping.requestId === null ? 'total' : 'rest', input, store.invoices),
  }
}

function missingColumns(table: InvoiceTable, mapping: InvoiceMapping): string[] {
  if (mapping.date === null) return ['No column is chosen for the date.']
  if (mapping.amount === null) return ['No column is chosen for the amount.']
  const named = [
    mapping.date,
    mapping.amount,
    mapping.currency,
    mapping.requestId,
    mapping.model,
    mapping.quantity,
    mapping.description,
  ]
  const stranger = named.find((name) => name !== null && !table.columns.includes(name))
  if (stranger === undefined || stranger === null) return []
  throw new AssayError('BAD_USAGE', `The file has no column "${stranger}". It has: ${table.columns.join(', ')}.`)
}

/** An id that more than one charge bears tells none of them. */
function matchLines(lines: readonly InvoiceLine[], { account }: InvoiceInput, invoices: InvoiceStore): PlannedMatch[] {
  const withId = lines.filter(({ requestId }) => requestId !== null)
  const days = withId.map(({ day }) => day).sort()
  const [first, last] = [days.at(0), days.at(-1)]
  if (first === undefined || last === undefined) return []
  const byId = invoices.stepsByRequest(account, { first, last })
  const found = new Map<string, { ours: ChargedLine; lines: InvoiceLine[] }>()
  for (const line of withId) {
    const ours = line.requestId === null ? undefined : byId.get(line.requestId)
    if (ours === undefined || ours === 'several') continue
    const key = `${ours.sampleId} ${ours.step}`
    const match = found.get(key)
    if (match === undefined) found.set(key, { ours, lines: [line] })
    else match.lines.push(line)
  }
  return [...found.values()].map((match) => ({
    ...match,
    amountMicros: microsOfPicos(sum(match.lines) + invoices.toldOf(match.ours)),
  }))
}

function totalsOf(
  lines: readonly InvoiceLine[],
  kind: InvoiceTotal['kind'],
  { account, assayAlone }: InvoiceInput,
  invoices: InvoiceStore,
): PlannedTotal[] {
  return [...Map.groupBy(lines, ({ day }) => day)]
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([day, ofDay]) => {
      const ids = ofDay.flatMap(({ requestId }) => requestId ?? [])
      const ours = kind === 'rest' ? invoices.judgedByRequest(account, ids) : invoices.linesOfDay(account, day)
      const earlier = invoices.totalsOfDay(account, day)
      const replaced = kind === 'rest' ? [] : earlier.filter(({ counted }) => assayAlone || !counted)
      const held = kind === 'rest' && earlier.some((total) => total.kind === 'total' && total.counted)
      const replacesMicros =
        replaced.length === 0 ? null : replaced.reduce((total, { amountMicros }) => total + amountMicros, 0)
      return byModel(ofDay, ours).map(([modelId, ofModel], index): PlannedTotal => {
        const own = modelId === null ? ours : ours.filter((line) => line.modelId === modelId)
        const known = own.reduce((total, { charge }) => total + (charge.amountMicros ?? 0), 0)
        const amountMicros = microsOfPicos(sum(ofModel))
        return {
          kind,
          day,
          modelId,
          lineCount: ofModel.length,
          amountMicros,
          oursMicros: known,
          oursUnknownCount: own.filter(({ charge }) => charge.amountMicros === null).length,
          oursCount: own.length,
          differenceMicros: amountMicros - known,
          counted: assayAlone && !held,
          replacesMicros: index === 0 ? replacesMicros : null,
          lines: ofModel,
          ours: own,
        }
      })
    })
}

/**
 * Models are told apart only on a day of which the file names every model of ours as we name it: one that it calls otherwise would
 * be counted twice, once by us and once by the invoice.
 */
function byModel(lines: readonly InvoiceLine[], ours: readonly ChargedLine[]): [string | null, InvoiceLine[]][] {
  const named = Map.groupBy(lines, ({ model }) => model)
  const apart = ours.length > 0 && !named.has(null) && ours.every(({ modelId }) => named.has(modelId))
  return apart ? [...named] : [[null, [...lines]]]
}

function sum(lines: readonly InvoiceLine[]): Picos {
  return lines.reduce((total, { usd }) => total + usd, 0n)
}
