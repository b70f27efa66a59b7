import { expect, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { groupSpend } from '#main/workbench/group-spend.ts'
import { importInvoice } from '#main/workbench/invoices/import-invoice.ts'
import { previewInvoice } from '#main/workbench/invoices/preview-invoice.ts'
import { readDay } from '#main/workbench/invoices/read-day.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleAttempt, exampleSample, exampleTrial, nothingReported } from '../store/examples.ts'

const clock = { now: () => new Date('2026-12-02T12:00:00Z') }

const input = (text: string, changes = {}) => ({
  fileName: 'novita.csv',
  text,
  providerId: 'novita',
  account: 'environment:novita',
  mapping: null,
  currency: 'USD',
  assayAlone: true,
  ...changes,
})

/** Real samples of 1 November: one listed at $0.0015, one that nobody told, one more on the 2nd. */
async function ledger() {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  store.trials.create(exampleTrial(), [], 1)
  const record = (position: number, day: string, amountMicros: number | null): void => {
    const reported = { ...nothingReported, requestId: `request-${position}`, jobId: `job-${position}` }
    store.samples.record(
      exampleSample(position, {
        startedAt: `${day}T10:00:00.000Z`,
        attempts: [exampleAttempt({ reported })],
        charge: {
          amountMicros,
          basis: amountMicros === null ? 'estimated' : 'listed',
          priceId: null,
          evidence: 'test',
        },
      }),
    )
  }
  record(0, '2026-11-01', 1500)
  record(2, '2026-11-01', null)
  record(4, '2026-11-02', 1500)
  let ids = 0
  const ports = { clock, ids: { next: () => `invoice-${ids++}` } }
  const context = { store, ports } as unknown as Parameters<typeof importInvoice>[1]
  return { store, context, input }
}

const spent = (store: Store) => {
  const { chargedMicros, unknownChargeCount } = store.spend.summary('2026-11')
  return { chargedMicros, unknownChargeCount }
}

test('a line that names a request is lost, its old amount overwritten, or the same file counted twice', async () => {
  const { store, context, input } = await ledger()
  const text =
    'created_at,request_id,cost\n2026-11-01 10:00:00,request-0,0.0021\n2026-11-01,job-2,$0.004\n2026-11-01,job-2,-0.001\n'
  expect(previewInvoice(input(text), context)).toMatchObject({
    mapping: { date: 'created_at', requestId: 'request_id', amount: 'cost' },
    matchCount: 2,
    matchedMicros: 5100,
    matchedBeforeMicros: 1500,
    matchedUnknownCount: 1,
    totals: [],
  })
  // Looking changes nothing.
  expect(spent(store)).toEqual({ chargedMicros: 3000, unknownChargeCount: 1 })
  importInvoice(input(text), context)
  expect(spent(store)).toEqual({ chargedMicros: 6600, unknownChargeCount: 0 })
  const { lines } = store.spend.lines({ day: '2026-11-01' }, { limit: 10, offset: 0 })
  expect(lines).toMatchObject([
    { id: 'sample-2', amountMicros: 3000, basis: 'invoiced', before: { amountMicros: null, basis: 'estimated' } },
    { id: 'sample-0', amountMicros: 2100, basis: 'invoiced', before: { amountMicros: 1500, basis: 'listed' } },
  ])
  expect(store.samples.get('sample-0')?.charge).toMatchObject({ amountMicros: 2100, basis: 'invoiced' })
  expect(store.budgets.total('trial/trial-1')).toMatchObject({ spentMicros: 6600, unboundedCount: 0 })

  importInvoice(input(text), context)
  // The next export holds the same lines and one more.
  importInvoice(input(`${text}2026-11-02,request-4,0.003\n`), context)
  expect(spent(store)).toEqual({ chargedMicros: 8100, unknownChargeCount: 0 })
  expect(store.invoices.list()).toHaveLength(2)
  store.close()
})

test('a day’s total is spread over samples, counted beside them, or stays when a later file tells another', async () => {
  const { store, context, input } = await ledger()
  importInvoice(input('Date;Amount\n01.11.2026;0,0100\n'), context)
  // The total holds what is known of the day and what is not.
  expect(spent(store)).toEqual({ chargedMicros: 11_500, unknownChargeCount: 0 })
  expect(store.spend.lines({ day: '2026-11-01' }, { limit: 10, offset: 0 }).lines).toMatchObject([
    { kind: 'sample', amountMicros: null, covered: true, before: null },
    { kind: 'sample', amountMicros: 1500, covered: true, before: null },
    { kind: 'invoice', amountMicros: 8500, basis: 'invoiced', trialId: null },
  ])
  expect(store.budgets.total('account/environment:novita')).toMatchObject({ spentMicros: 11_500, unboundedCount: 0 })
  // One of its requests becomes known: the day's total stays what it was.
  importInvoice(input('date,request id,amount\n2026-11-01,request-2,0.002\n'), context)
  expect(spent(store).chargedMicros).toBe(11_500)
  importInvoice(input('Date,Amount\n2026-11-01,0.0090\n2026-11-03,1\n'), context)
  expect(spent(store).chargedMicros).toBe(1_010_500)
  const { groups, sums } = groupSpend({ filter: { month: '2026-11' }, by: 'trial', currency: null }, context)
  expect(groups.map(({ name, chargedMicros }) => [name, chargedMicros])).toEqual([
    ['No trial', 1_005_500],
    ['Which one draws posters', 5000],
  ])
  expect(sums.chargedMicros).toBe(1_010_500)
  expect(store.budgets.total('all').spentMicros).toBe(1_010_500)
  store.close()
})

test('an account that others use as well makes their use ours', async () => {
  const { store, context, input } = await ledger()
  const text = 'date,amount\n2026-11-01,20\n'
  const preview = previewInvoice(input(text, { assayAlone: false }), context)
  expect(preview.totals).toMatchObject([
    { amountMicros: 20_000_000, oursMicros: 1500, oursUnknownCount: 1, counted: false },
  ])
  importInvoice(input(text, { assayAlone: false }), context)
  expect(spent(store)).toEqual({ chargedMicros: 3000, unknownChargeCount: 1 })
  store.close()
})

test('a model that the invoice calls otherwise is counted twice', async () => {
  const { store, context, input } = await ledger()
  const totals = (text: string) =>
    previewInvoice(input(text), context).totals.map(({ modelId, oursCount }) => [modelId, oursCount])
  expect(totals('date,model,cost\n2026-11-02,flux-schnell,1\n2026-11-02,other,2\n')).toEqual([
    ['flux-schnell', 1],
    ['other', 0],
  ])
  expect(totals('date,model,cost\n2026-11-02,FLUX.1 [schnell],1\n2026-11-02,other,2\n')).toEqual([[null, 1]])
  store.close()
})

test('a file with one line that can’t be read is taken in by half', async () => {
  const { store, context, input } = await ledger()
  const text = 'date,currency,amount\n2026-11-01,EUR,0.92\n2026-11-31,USD,1\n2026-11-01,USD,free\n'
  expect(previewInvoice(input(text), context).problems.map(({ line, message }) => [line, message])).toEqual([
    [2, 'There is no rate of EUR for 2026-11-01. Enter one that holds on that day first.'],
    [3, '"2026-11-31" is no date.'],
    [4, '"free" is no amount with "." before the cents.'],
  ])
  expect(() => importInvoice(input(text), context)).toThrow('Nothing was taken in.')
  expect(store.invoices.list()).toEqual([])
  store.exchangeRates.put({
    currency: 'EUR',
    day: '2026-10-15',
    ratePerUsd: '0.92',
    source: 'ECB',
    enteredAt: clock.now().toISOString(),
  })
  importInvoice(input('date,currency,amount\n2026-11-01,EUR,0.92\n'), context)
  expect(spent(store).chargedMicros).toBe(1_001_500)
  store.close()
})

test.each([
  ['2026-11-01T23:30:00-05:00', '2026-11-02'],
  ['2026-11-01 10:00', '2026-11-01'],
  ['11/1/2026', '2026-11-01'],
  ['Nov 1, 2026', '2026-11-01'],
  ['1 November 2026', '2026-11-01'],
  ['1793491200', '2026-11-01'],
  ['2026-02-29', null],
  ['yesterday', null],
])('the day of %s is read as another than %s', (text, day) => {
  expect(readDay(text, false)).toBe(day)
})
