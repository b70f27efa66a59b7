import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { listBudgets, setBudget } from '#main/workbench/budgets.ts'
import { importInvoice } from '#main/workbench/invoices/import-invoice.ts'
import { previewUndo, undoInvoice } from '#main/workbench/invoices/undo-invoice.ts'
import { memoryDirectory } from '#tests/support/memory-directory.ts'
import type { JudgePair } from '#shared/domain/judge.ts'
import { exampleRun } from '../store/example-run.ts'
import { exampleAttempt, exampleSample, exampleTrial, nothingReported, pipelineSample } from '../store/examples.ts'

const ACCOUNTS = ['novita', 'segmind'] as const
const DAYS = ['2026-11-30', '2026-12-01'] as const

/** Two accounts; a sample's amount may be unknown, with or without the worst case that it was let through with. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sample' as const),
      provider: fc.constantFrom(...ACCOUNTS),
      pipeline: fc.boolean(),
      micros: fc.option(fc.integer({ min: 0, max: 90_000 }), { freq: 2 }),
      worstMicros: fc.option(fc.integer({ min: 90_000, max: 200_000 }), { freq: 2 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      provider: fc.constantFrom(...ACCOUNTS),
      assayAlone: fc.boolean(),
      columns: fc.constantFrom('requests', 'days', 'models'),
      lines: fc.array(
        fc.record({
          request: fc.nat(5),
          day: fc.constantFrom(...DAYS),
          model: fc.constantFrom('flux-schnell', 'other'),
          micros: fc.integer({ min: -3000, max: 90_000 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('judge' as const),
      provider: fc.constantFrom(...ACCOUNTS),
      micros: fc.option(fc.integer({ min: 0, max: 900 }), { freq: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('undo' as const), provider: fc.constantFrom(...ACCOUNTS) }),
  },
)
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

async function ledger() {
  let minutes = 0
  const clock = { now: () => new Date(Date.parse('2026-11-30T22:00:00Z') + minutes * 60_000) }
  const store = openStore({ directory: await memoryDirectory(), clock })
  const trial = exampleTrial()
  const [novita] = trial.plan.contenders
  if (novita === undefined) throw new Error('The example has no contender.')
  const segmind = { ...novita, id: 'rival', name: 'rival', position: 2, providerId: 'segmind' }
  store.trials.create({ ...trial, plan: { ...trial.plan, contenders: [...trial.plan.contenders, segmind] } }, [], 1)
  let ids = 0
  const ports = { clock, ids: { next: () => `invoice-${String(ids++).padStart(4, '0')}` } }
  const context = { store, ports } as unknown as Parameters<typeof importInvoice>[1]
  let position = 0
  const counts = { novita: 0, segmind: 0 }
  const charge = { amountMicros: 0, basis: 'listed' as const, priceId: null, evidence: 'test' }
  const judgedOn = [1000, 1001].map((place) => exampleSample(place, { images: [], charge }))
  for (const sample of judgedOn) store.samples.record(sample)
  for (const provider of ACCOUNTS) {
    const run = exampleRun({ id: `judge-${provider}`, account: `environment:${provider}`, providerId: provider })
    const pairs = Array.from({ length: 14 }, (_, index) => pairOf(index + 1, judgedOn))
    store.judges.create(run, pairs, 1)
  }
  let judged = 0

  function ask({ provider, micros }: Extract<Happening, { kind: 'judge' }>): void {
    const at = clock.now().toISOString()
    judged += 1
    const id = `judge-call-${judged}`
    const slot = { pair: judged, question: 'preferred' as const, order: 'swapped' as const }
    store.judgeCalls.plan({ ...slot, id, runId: `judge-${provider}`, worstCaseMicros: 1000, askedAt: at })
    const basis = micros === null ? ('estimated' as const) : ('listed' as const)
    store.judgeCalls.answer(id, {
      answeredAt: at,
      finding: 'first',
      reason: null,
      answer: null,
      tokens: null,
      answeringModel: null,
      requestId: `request-${counts[provider]++}`,
      charge: { amountMicros: micros, basis, priceId: null, evidence: 'test' },
    })
  }

  /** @param minute at which it happens: the same in a ledger in which not all of it does */
  function happen(what: Happening, minute: number): void {
    minutes = minute
    if (what.kind === 'judge') {
      ask(what)
      return
    }
    if (what.kind === 'undo') {
      const newest = store.invoices.list().find(({ account }) => account === `environment:${what.provider}`)
      if (newest === undefined) return
      const told = previewUndo(newest.id, context)
      expect(undoInvoice(newest.id, context)).toEqual(told)
      return
    }
    if (what.kind === 'import') {
      const text = csv(what)
      const { provider, assayAlone } = what
      const chosen = { mapping: null, currency: 'USD', assayAlone }
      importInvoice(
        { fileName: 'x.csv', text, providerId: provider, account: `environment:${provider}`, ...chosen },
        context,
      )
      return
    }
    const { provider, micros, worstMicros, pipeline } = what
    const contenderId = provider === 'novita' ? 'novita' : 'rival'
    const id = `sample-${position}`
    const startedAt = clock.now().toISOString()
    const reported = { ...nothingReported, requestId: `request-${counts[provider]++}` }
    const charge = {
      amountMicros: micros,
      basis: micros === null ? ('estimated' as const) : ('listed' as const),
      priceId: 'novita/flux',
      evidence: 'test',
    }
    const shared = { id, contenderId, startedAt, images: [] }
    const piped = pipelineSample(position)
    const reservation = {
      sampleId: id,
      trialId: 'trial-1',
      contenderId,
      position,
      worstCaseMicros: worstMicros,
    }
    if (worstMicros !== null)
      store.reservations.reserve([{ ...reservation, reservedAt: startedAt }], () => ({ ok: true }))
    store.samples.record(
      pipeline
        ? {
            ...piped,
            ...shared,
            attempts: piped.attempts.map((attempt) => ({ ...attempt, ...(attempt.step === 1 && { reported }) })),
            steps: piped.steps.map((step) => ({ ...step, images: [] })),
          }
        : exampleSample(position, { ...shared, charge, attempts: [exampleAttempt({ reported, exchanges: [] })] }),
    )
    position += 1
  }
  return { store, context, happen }
}

function pairOf(number: number, [first, second]: readonly { id: string; contenderId: string }[]): JudgePair {
  if (first === undefined || second === undefined) throw new Error('A pair is of two samples.')
  const picture = ({ id, contenderId }: typeof first) => ({ sampleId: id, contenderId })
  return { number, caseIndex: 0, repeat: 0, first: picture(first), second: picture(second) }
}

function csv({ columns, lines }: Extract<Happening, { kind: 'import' }>): string {
  const rows = lines.map(({ request, day, model, micros }) =>
    [
      day,
      (micros / 1e6).toFixed(6),
      ...(columns === 'requests' ? [`request-${request}`] : columns === 'models' ? [model] : []),
    ].join(','),
  )
  const head = { requests: 'date,amount,request_id', days: 'date,amount', models: 'date,amount,model' }[columns]
  return [head, ...rows, ''].join('\n')
}

/** Which file an import is of: ids differ where others came and went before. */
const file = (id: string) => `(SELECT account || file_sha256 FROM invoice_imports WHERE id = ${id})`

/** All that is written of money. An invoice's total has another number where others came and went before it. */
function written({ databasePath }: Store) {
  const database = new Sqlite(databasePath, { readonly: true })
  const held = `(SELECT i.file_sha256 || t.day || ifnull(t.model_id, '') || t.amount_micros FROM invoice_totals t
    JOIN invoice_imports i ON i.id = t.import_id WHERE t.id = covered_by)`
  const tables = {
    charges: `SELECT sample_id, amount_micros, counted_micros, basis, price_id, evidence, ${held} FROM charges`,
    steps: `SELECT sample_id, step, amount_micros, basis, price_id, evidence, ${held} FROM sample_steps`,
    judged: `SELECT id, amount_micros, basis, evidence, ${held} FROM judge_calls`,
    before: `SELECT sample_id, step, number, amount_micros, basis, evidence, ${file('import_id')} FROM superseded_charges`,
    imports: 'SELECT account, file_sha256, imported_at FROM invoice_imports',
    lines: `SELECT line_key, ${file('import_id')}, sample_id, step, amount_usd FROM invoice_lines`,
    totals: `SELECT ${file('import_id')}, kind, day, model_id, amount_micros, counted, ${file('superseded_by')} FROM invoice_totals`,
    ledger: `SELECT kind, iif(kind = 'invoice', '', line_id), step, day, account, amount_micros, basis, ${held} FROM spend_ledger`,
    budgets: `SELECT scope, key, counted_micros, held_micros, unbounded_count FROM spend_totals
      WHERE counted_micros <> 0 OR held_micros <> 0 OR unbounded_count <> 0`,
  }
  try {
    return Object.fromEntries(
      Object.entries(tables).map(([name, sql]) => [
        name,
        database
          .prepare<[], unknown[]>(sql)
          .raw()
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    )
  } finally {
    database.close()
  }
}

test('an undone import leaves a trace: an amount, a total, a hold or a budget is another than if it had never been taken in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 2, maxLength: 14 }), async (all) => {
      const lived = await ledger()
      const fresh = await ledger()
      const remaining: { what: Happening; minute: number }[] = []
      for (const [minute, what] of all.entries()) {
        lived.happen(what, minute)
        if (what.kind !== 'undo') remaining.push({ what, minute })
        else {
          const last = remaining.findLastIndex(
            (one) => one.what.kind === 'import' && one.what.provider === what.provider,
          )
          if (last !== -1) remaining.splice(last, 1)
        }
      }
      for (const { what, minute } of remaining) fresh.happen(what, minute)
      try {
        expect(written(lived.store)).toEqual(written(fresh.store))
      } finally {
        lived.store.close()
        fresh.store.close()
      }
    }),
    { numRuns: 30 },
  )
}, 60_000)

test('an import is undone under a later one of its account, or one that is not there without a word', async () => {
  const { store, context, happen } = await ledger()
  const line = { request: 0, day: '2026-11-30' as const, model: 'other' as const, micros: 5000 }
  const file = { kind: 'import' as const, provider: 'novita' as const, assayAlone: true, columns: 'days' as const }
  happen({ ...file, lines: [line] }, 1)
  happen({ ...file, lines: [line, { ...line, micros: 7000 }] }, 2)
  happen({ ...file, provider: 'segmind', lines: [line] }, 3)
  const [other, second, first] = store.invoices.list()
  expect([other?.undoFirst, second?.undoFirst, first?.undoFirst]).toEqual([
    null,
    null,
    { id: 'invoice-0001', fileName: 'x.csv' },
  ])
  expect(second?.amountMicros).toBe(7000)
  expect(() => undoInvoice('invoice-0000', context)).toThrow(/x\.csv \(invoice-0001\) was taken in after it.*first/)
  expect(() => undoInvoice('invoice-9', context)).toThrow('assay spend invoices')
  expect(store.invoices.list()).toHaveLength(3)
  expect(undoInvoice('invoice-0001', context)).toMatchObject({
    revived: [{ day: '2026-11-30', amountMicros: 5000, counted: true }],
    ledger: { now: { chargedMicros: 7000 }, after: { chargedMicros: 5000 } },
  })
  store.close()
})

test('a total that stands again swallows what was spent after it was told', async () => {
  const { store, context, happen } = await ledger()
  const line = { request: 0, day: '2026-11-30' as const, model: 'other' as const, micros: 12_000 }
  const file = { kind: 'import' as const, provider: 'novita' as const, assayAlone: true, columns: 'days' as const }
  const sample = {
    kind: 'sample' as const,
    provider: 'novita' as const,
    pipeline: false,
    micros: 500,
    worstMicros: null,
  }
  happen(sample, 0)
  happen({ ...file, lines: [line] }, 1)
  happen(sample, 2)
  const before = written(store)
  happen({ ...file, lines: [{ ...line, micros: 20_000 }] }, 3)
  expect(store.budgets.total('all').spentMicros).toBe(20_000)
  undoInvoice('invoice-0001', context)
  expect(written(store)).toEqual(before)
  expect(store.budgets.total('all').spentMicros).toBe(12_500)
  store.close()
})

test('looking at an undo changes something, or a cap says nothing when it is reached again after one', async () => {
  const { store, context, happen } = await ledger()
  setBudget({ scope: 'all', capMicros: 10_000, unknownMicros: null, alertShares: [0.5, 1] }, context)
  const line = { request: 0, day: '2026-11-30' as const, model: 'other' as const, micros: 12_000 }
  const file = { kind: 'import' as const, provider: 'novita' as const, assayAlone: true, columns: 'days' as const }
  happen({ kind: 'sample', provider: 'novita', pipeline: false, micros: 6000, worstMicros: null }, 0)
  setBudget({ scope: 'all', capMicros: 10_000, unknownMicros: null, alertShares: [0.5, 1] }, context)
  happen({ ...file, lines: [line] }, 1)
  const shares = () => listBudgets(context).flatMap(({ alerts }) => alerts.map(({ share }) => share))
  expect(shares()).toEqual([0.5, 1])
  const before = written(store)
  const told = previewUndo('invoice-0000', context)
  expect(written(store)).toEqual(before)
  expect(shares()).toEqual([0.5, 1])
  expect(told.budgets).toEqual([{ name: expect.any(String), nowMicros: 12_000, afterMicros: 6000 }])
  undoInvoice('invoice-0000', context)
  expect(shares()).toEqual([0.5])
  happen({ ...file, lines: [line] }, 2)
  expect(shares()).toEqual([0.5, 1])
  store.close()
})

test('a call of a judge is paid twice: by our own line, and in the total of the invoice that holds it', async () => {
  const line = { request: 0, day: '2026-11-30' as const, model: 'other' as const, micros: 12_000 }
  const file = { kind: 'import' as const, provider: 'novita' as const, assayAlone: true }
  for (const columns of ['days', 'requests'] as const) {
    for (const micros of [300, null]) {
      const { store, happen } = await ledger()
      happen({ kind: 'judge', provider: 'novita', micros }, 0)
      expect(store.budgets.total('all').spentMicros).toBe(micros ?? 1000)
      happen({ ...file, columns, lines: [line] }, 1)
      expect(store.budgets.total('all').spentMicros).toBe(12_000)
      expect(store.budgets.total('account/environment:novita').spentMicros).toBe(12_000)
      const cells = store.spend.cells({ account: 'environment:novita' }, 'account')
      expect(cells.reduce((sum, { chargedMicros }) => sum + chargedMicros, 0)).toBe(12_000)
      expect(cells.reduce((sum, { unknownCount }) => sum + unknownCount, 0)).toBe(0)
      // What the run itself has cost stays what is known of its own calls.
      expect(store.budgets.total('judge/judge-novita').spentMicros).toBe(micros ?? 1000)
      store.close()
    }
  }
})
