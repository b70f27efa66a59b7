import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createAccountStore } from '#main/store/account-store.ts'
import { createBudgetStore } from '#main/store/budget-store.ts'
import { createBudgetTotals } from '#main/store/budget-totals.ts'
import { createContenderBillings } from '#main/store/contender-billing.ts'
import { openStore } from '#main/store/open-store.ts'
import { createReservationStore } from '#main/store/reservation-store.ts'
import { Admissions } from '#main/workbench/admissions.ts'
import { noteAlerts } from '#main/workbench/budgets.ts'
import { memoryDirectory } from '#tests/support/memory-directory.ts'
import { exampleSample, exampleTrial } from '../store/examples.ts'

const clock = { now: () => new Date('2026-11-28T12:00:00Z') }

/**
 * Fills a folder, and then lets one sample through on a connection that tells what it is asked.
 * @returns the statements of that admission, and how SQLite goes about each
 */
async function admitAfter(stored: number): Promise<{ statements: string[]; plans: string[] }> {
  const directory = await memoryDirectory()
  const example = exampleTrial({ id: 'trial-1' })
  const trial = { ...example, plan: { ...example.plan, budgetMicros: 1_000_000_000 } }
  const store = openStore({ directory, clock })
  store.trials.create(trial, [], 1)
  for (const scope of ['all', 'month', 'account/environment:novita']) {
    store.budgets.put({
      scope,
      capMicros: 1_000_000_000,
      unknownMicros: 5000,
      alertShares: [0.5, 0.8],
      setAt: clock.now().toISOString(),
    })
  }
  store.samples.recordTogether(
    Array.from({ length: stored }, (_none, position) =>
      exampleSample(position, { id: `stored-${position}`, trialId: trial.id, position, attempts: [], images: [] }),
    ),
  )
  store.close()

  const seen: string[] = []
  const database = new Sqlite(`${directory}/assay.sqlite`, { verbose: (sql) => seen.push(String(sql)) })
  const totals = createBudgetTotals(database)
  const kept = {
    accounts: createAccountStore(database),
    budgets: createBudgetStore(database, totals),
    reservations: createReservationStore(database, { billings: createContenderBillings(database), totals }),
  }
  const admissions = new Admissions(trial, { store: kept, now: clock.now })
  seen.length = 0
  const [contender] = trial.plan.contenders
  admissions.ask({
    ticket: 1,
    request: { sampleId: 'next', contenderId: contender?.id ?? '', position: stored, worstCaseMicros: 3000 },
  })
  expect(admissions.decide()).toMatchObject([{ admission: { ok: true } }])
  noteAlerts({ store: kept, ports: { clock } })
  const statements = seen.filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/.test(sql))
  const plans = statements
    .flatMap((sql) => database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all())
    .map(({ detail }) => detail)
  database.close()
  return { statements, plans }
}

test('letting a sample through reads more the more samples there are', async () => {
  const [few, many] = [await admitAfter(10), await admitAfter(2000)]
  const { statements, plans } = many
  expect(statements.some((sql) => sql.includes('INSERT INTO reservations'))).toBe(true)
  expect(statements.some((sql) => sql.includes('spend_totals'))).toBe(true)
  // The one table that is read whole has a row for each cap.
  expect(plans.filter((plan) => plan.startsWith('SCAN') && !/^SCAN (budgets|CONSTANT ROW)\b/.test(plan))).toEqual([])
  expect(plans.filter((plan) => /TEMP B-TREE|AUTOMATIC/.test(plan))).toEqual([])
  // None looks at what was measured or charged; whatever is spent is in the totals.
  expect(plans.filter((plan) => /\b(samples|charges|sample_steps|spend_ledger)\b/.test(plan))).toEqual([])
  expect(plans).toEqual(few.plans)
  expect(statements).toHaveLength(few.statements.length)
})
