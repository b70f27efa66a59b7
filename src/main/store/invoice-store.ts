import type { Database } from 'better-sqlite3'
import type { InvoiceImport, InvoiceMapping } from '#shared/domain/invoice.ts'
import type { Charge } from '#shared/domain/price.ts'
import { decimalOfPicos, microsOfPicos, parseAmount, type Picos } from '#shared/units/parse-amount.ts'
import type { BudgetTotals } from './budget-totals.ts'
import type { ChargedStep, ChargeStore } from './charge-store.ts'
import { countTotal } from './count-total.ts'
import {
  prepareInvoiceStatements,
  type ChargedRecord,
  type ImportRecord,
  type TotalRecord,
} from './invoice-statements.ts'
import { prepareInvoiceUndo } from './invoice-undo.ts'

/** A line of our own ledger, as an invoice meets it. */
export interface ChargedLine extends ChargedStep {
  trialId: string
  day: string
  modelId: string
  charge: Charge
}

/** What an invoice says of a line. */
interface ToldLine {
  key: string
  number: number
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

interface ToldMatch {
  ours: ChargedLine
  lines: ToldLine[]
  amountMicros: number
}

interface ToldTotal {
  kind: 'total' | 'rest'
  day: string
  modelId: string | null
  amountMicros: number
  counted: boolean
  lines: ToldLine[]
  ours: ChargedLine[]
}

interface Header {
  id: string
  fileName: string
  fileSha256: string
  providerId: string
  account: string
  mapping: InvoiceMapping
  importedAt: string
}

export type InvoiceStore = ReturnType<typeof createInvoiceStore>

/** Owner of `invoice_imports`, `invoice_lines`, `invoice_totals` and `superseded_charges`. */
export function createInvoiceStore(
  database: Database,
  { charges, totals }: { charges: ChargeStore; totals: BudgetTotals },
) {
  const statements = prepareInvoiceStatements(database)

  const undo = prepareInvoiceUndo(database, { charges, totals })

  const toImport = (record: ImportRecord): InvoiceImport => {
    const newest = statements.selectNewest.get(record.account)
    return {
      ...record,
      ...(statements.selectCounts.get(record.id) as { lineCount: number; matchCount: number }),
      amountMicros: microsOfPicos(sumOf(statements.selectAmounts.all(record.id))),
      undoFirst: newest === undefined || newest.id === record.id ? null : newest,
      totals: statements.selectTotals.all(record.id).map(({ counted, superseded, ...total }) => ({
        ...total,
        counted: counted === 1,
        superseded: superseded === 1,
      })),
    }
  }

  const supersedeTotal = (total: TotalRecord, importId: string): void => {
    if (total.counted === 1) {
      for (const held of statements.selectCovered.all({ totalId: total.id })) charges.cover(held, null)
      totals.subtract(countTotal(total))
    }
    statements.supersedeTotal.run(importId, total.id)
  }
  const insertLines = (
    importId: string,
    lines: readonly ToldLine[],
    place: { sampleId: string | null; step: number | null; totalId: number | bigint | null },
  ): void => {
    for (const { usd, ...line } of lines)
      statements.insertLine.run({ ...line, ...place, importId, amountUsd: decimalOfPicos(usd) })
  }

  const addMatch = ({ id, fileName, importedAt }: Header, { ours, lines, amountMicros }: ToldMatch): void => {
    const { sampleId, step } = ours
    insertLines(id, lines, { sampleId, step, totalId: null })
    const old = charges.ofStep(ours)
    if (old === null) throw new Error(`The step ${step} of the sample ${sampleId} has no charge.`)
    statements.insertSuperseded.run({ ...old, sampleId, step, importId: id, supersededAt: importedAt })
    const where = lines.map(({ number }) => number).join(', ')
    const evidence = `invoice ${fileName}, line ${where}`
    charges.supersede(ours, { amountMicros, basis: 'invoiced', priceId: old.priceId, evidence })
  }

  const addTotal = ({ id, providerId, account }: Header, total: ToldTotal, replaced: ReadonlySet<string>): void => {
    const { kind, day, modelId, amountMicros, counted, lines, ours } = total
    const held = statements.selectActive
      .all(account, day)
      .find((one) => one.kind === 'total' && one.counted === 1 && one.importId !== id)
    const record = {
      importId: id,
      kind,
      providerId,
      account,
      day,
      modelId,
      amountMicros,
      lineCount: lines.length,
      counted: counted ? (1 as const) : (0 as const),
      // What an earlier total of the day holds already is kept, and not counted again.
      supersededBy: kind === 'rest' && held !== undefined && !replaced.has(day) ? held.importId : null,
    }
    const totalId = Number(statements.insertTotal.run(record).lastInsertRowid)
    insertLines(id, lines, { sampleId: null, step: null, totalId })
    if (!counted || record.supersededBy !== null) return
    totals.add(countTotal(record))
    for (const line of ours) charges.cover(line, totalId)
  }

  return {
    /** Which of these lines an earlier import has taken in. */
    knownKeys: (keys: readonly string[]): Set<string> =>
      new Set(keys.filter((key) => statements.selectLine.get(key) !== undefined)),
    /** When a file was taken in for an account; null where it was not. */
    importedAt: (account: string, fileSha256: string): string | null =>
      statements.selectImport.get(account, fileSha256)?.importedAt ?? null,
    /** @throws Error where there is none */
    importOf(account: string, fileSha256: string): InvoiceImport {
      const found = statements.selectImport.get(account, fileSha256)
      if (found === undefined) throw new Error(`No file ${fileSha256} was taken in for ${account}.`)
      return toImport(found)
    },
    /** The newest first. */
    list: (): InvoiceImport[] => statements.selectImports.all().map(toImport),
    /**
     * The charges of an account by the ids that its provider gave to their requests and jobs, over the days and one more at both ends:
     * a day may begin elsewhere. `several`: more than one charge bears the id.
     */
    stepsByRequest(account: string, days: { first: string; last: string }): Map<string, ChargedLine | 'several'> {
      const found = new Map<string, ChargedLine | 'several'>()
      for (const { requestId, jobId, exchangeId, ...record } of statements.selectRequests.iterate({
        account,
        ...days,
      })) {
        const line = toLine(record)
        for (const id of new Set([requestId, jobId, exchangeId])) {
          if (id === null) continue
          const known = found.get(id)
          const same =
            known === undefined || (known !== 'several' && known.sampleId === line.sampleId && known.step === line.step)
          found.set(id, same ? line : 'several')
        }
      }
      return found
    },
    /** What earlier files have told of a step's charge. */
    toldOf: ({ sampleId, step }: ChargedStep): Picos => sumOf(statements.selectTold.all(sampleId, step)),
    /** Our own lines of an account's day. */
    linesOfDay: (account: string, day: string): ChargedLine[] => statements.selectDay.all(account, day).map(toLine),
    /** Calls of judges that bear one of these ids. Their amounts stay as they are: the total that names them holds them. */
    judgedByRequest: (account: string, requestIds: readonly string[]): ChargedLine[] =>
      [...new Set(requestIds)].flatMap((id) => statements.selectJudged.all(id, account).map(toLine)),
    /** Totals of an account's day that no later file has taken the place of. */
    totalsOfDay: (account: string, day: string): { kind: 'total' | 'rest'; amountMicros: number; counted: boolean }[] =>
      statements.selectActive
        .all(account, day)
        .map(({ kind, amountMicros, counted }) => ({ kind, amountMicros, counted: counted === 1 })),
    /** Part of a transaction of the caller's: charges get what the invoice says of them, and what they were is kept. */
    add(header: Header, matches: readonly ToldMatch[], told: readonly ToldTotal[]): void {
      statements.insertImport.run({ ...header, mapping: JSON.stringify(header.mapping) })
      for (const match of matches) addMatch(header, match)
      const replaced = new Set(told.filter(({ kind }) => kind === 'total').map(({ day }) => day))
      for (const day of replaced) {
        const counted = told.some((total) => total.day === day && total.counted)
        for (const earlier of statements.selectActive.all(header.account, day)) {
          if (counted || earlier.counted === 0) supersedeTotal(earlier, header.id)
        }
      }
      for (const total of told) addTotal(header, total, replaced)
    },
    /** Part of a transaction of the caller's: an import that is the newest of its account goes, and all that it changed goes back. */
    undo,
  }
}

function toLine({
  sampleId,
  step,
  trialId,
  day,
  modelId,
  amountMicros,
  basis,
  priceId,
  evidence,
}: ChargedRecord): ChargedLine {
  return { sampleId, step, trialId, day, modelId, charge: { amountMicros, basis, priceId, evidence } }
}

function sumOf(amountsUsd: readonly string[]): Picos {
  return amountsUsd.reduce((sum, amountUsd) => {
    const picos = parseAmount(amountUsd, '.')
    if (picos === null) throw new Error(`"${amountUsd}" is no amount.`)
    return sum + picos
  }, 0n)
}
