import { z } from 'zod'
import { Micros } from '../units/money.ts'

/** Which column of a file holds what: names as they stand in its first line; null where it has no such column. */
export const InvoiceMapping = z.strictObject({
  date: z.string().nullable(),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  /** The provider's own id of a request or a job. */
  requestId: z.string().nullable(),
  model: z.string().nullable(),
  quantity: z.string().nullable(),
  description: z.string().nullable(),
  /** How amounts are written: `1,234.56` or `1.234,56`. */
  decimalMark: z.enum(['.', ',']),
  /** How days that begin with a day or month are written: `31/12/2026` or `12/31/2026`. */
  dayFirst: z.boolean(),
})
export type InvoiceMapping = z.infer<typeof InvoiceMapping>

/** A file of an account's invoice or usage, as text. */
export const InvoiceInput = z.strictObject({
  fileName: z.string().min(1).max(200),
  text: z.string().max(20_000_000),
  providerId: z.string(),
  /** As in a ledger line. */
  account: z.string(),
  /** Guessed from the file's first line where it is null. */
  mapping: InvoiceMapping.nullable().default(null),
  /** For lines that name no currency. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  /** Nothing but Assay uses the account, so that what its invoice holds beyond our lines is ours as well. */
  assayAlone: z.boolean().default(false),
})
export type InvoiceInput = z.infer<typeof InvoiceInput>

/** A day's total, of a model where the file tells models apart, beside our own lines of it. */
export const InvoiceTotal = z.strictObject({
  /** `rest`: lines that name requests which Assay did not make, or did not keep. */
  kind: z.enum(['total', 'rest']),
  day: z.iso.date(),
  modelId: z.string().nullable(),
  lineCount: z.int(),
  amountMicros: Micros,
  /** Of our own lines that it holds: what is known of them, and how many are not. */
  oursMicros: Micros,
  oursUnknownCount: z.int(),
  oursCount: z.int(),
  differenceMicros: Micros,
  /** Whether it counts as spent, in the place of our own lines. */
  counted: z.boolean(),
  /** An earlier file told a total of the same day; this one takes its place, and the old one is kept. */
  replacesMicros: Micros.nullable(),
})
export type InvoiceTotal = z.infer<typeof InvoiceTotal>

/** A charge that the invoice names one by one. */
export const InvoiceMatch = z.strictObject({
  sampleId: z.string(),
  step: z.int(),
  trialId: z.string(),
  requestId: z.string(),
  day: z.iso.date(),
  amountMicros: Micros,
  beforeMicros: Micros.nullable(),
})
export type InvoiceMatch = z.infer<typeof InvoiceMatch>

/** What an invoice would change. */
export const InvoicePreview = z.strictObject({
  columns: z.array(z.string()),
  mapping: InvoiceMapping,
  /** The first rows as they stand in the file. */
  rows: z.array(z.array(z.string())),
  lineCount: z.int(),
  /** Lines that an earlier import has taken in. */
  knownLineCount: z.int(),
  /** When this very file was taken in; null where it was not. */
  importedAt: z.iso.datetime().nullable(),
  /** Lines that can't be read, with why: nothing is taken in while there is one. */
  problems: z.array(z.strictObject({ line: z.int(), message: z.string() })),
  problemCount: z.int(),
  /** Of the lines that are new. */
  amountMicros: Micros,
  matchCount: z.int(),
  matchedMicros: Micros,
  /** Of the matched charges, before: what was known of them, and how many were not. */
  matchedBeforeMicros: Micros,
  matchedUnknownCount: z.int(),
  /** The first matches. */
  matches: z.array(InvoiceMatch),
  totals: z.array(InvoiceTotal),
})
export type InvoicePreview = z.infer<typeof InvoicePreview>

export const InvoiceImport = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  providerId: z.string(),
  account: z.string(),
  importedAt: z.iso.datetime(),
  lineCount: z.int(),
  /** Of its lines. */
  amountMicros: Micros,
  matchCount: z.int(),
  /** The newest import of the account, which was read on top of this one and is undone before it; null where this is the newest. */
  undoFirst: z.strictObject({ id: z.string(), fileName: z.string() }).nullable(),
  totals: z.array(
    z.strictObject({
      day: z.iso.date(),
      modelId: z.string().nullable(),
      amountMicros: Micros,
      counted: z.boolean(),
      superseded: z.boolean(),
    }),
  ),
})
export type InvoiceImport = z.infer<typeof InvoiceImport>

/** What an account's part of the ledger comes to. */
const LedgerSum = z.strictObject({ chargedMicros: Micros, unknownCount: z.int() })

/** What taking an import back changes. */
export const InvoiceUndo = z.strictObject({
  import: InvoiceImport,
  /** Charges that it named one by one get back the amount, basis and evidence that they had before it. */
  charges: z.strictObject({ count: z.int(), nowMicros: Micros, beforeMicros: Micros, beforeUnknownCount: z.int() }),
  /** Totals of earlier files whose place it had taken; they stand again. */
  revived: z.array(
    z.strictObject({
      fileName: z.string(),
      day: z.iso.date(),
      modelId: z.string().nullable(),
      amountMicros: Micros,
      counted: z.boolean(),
    }),
  ),
  /** Of the account, over all months. */
  ledger: z.strictObject({ now: LedgerSum, after: LedgerSum }),
  /** Caps whose use changes. */
  budgets: z.array(z.strictObject({ name: z.string(), nowMicros: Micros, afterMicros: Micros })),
})
export type InvoiceUndo = z.infer<typeof InvoiceUndo>
