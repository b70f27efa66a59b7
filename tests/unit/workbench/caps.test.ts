import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { Admissions } from '#main/workbench/admissions.ts'
import { listBudgets } from '#main/workbench/budgets.ts'
import type { ContenderStep } from '#shared/domain/plan.ts'
import type { Charge } from '#shared/domain/price.ts'
import { memoryDirectory } from '#tests/support/memory-directory.ts'
import { exampleSample, exampleTrial } from '../store/examples.ts'

/** Two contenders on one bill, one on another, a pipeline over both, and practice. */
const CONTENDERS = ['one', 'same', 'other', 'both', 'practice'] as const
type ContenderId = (typeof CONTENDERS)[number]

const micros = fc.integer({ min: 0, max: 50_000 })
/** Of the worst case; null where nobody says what it came to. */
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 })
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      trial: fc.nat(1),
      contender: fc.constantFrom(...CONTENDERS),
      micros,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('end' as const), which: fc.nat(), share, second: share }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('invoice' as const),
      which: fc.nat(),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('day-total' as const),
      account: fc.nat(1),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'kill' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'next-month' as const }) },
)
const caps = fc.record({
  trial: fc.option(fc.integer({ min: 0, max: 200_000 })),
  account: fc.option(fc.integer({ min: 1, max: 200_000 })),
  second: fc.option(fc.integer({ min: 1, max: 200_000 })),
  month: fc.option(fc.integer({ min: 1, max: 200_000 })),
  all: fc.option(fc.integer({ min: 1, max: 300_000 })),
})
type Caps = typeof caps extends fc.Arbitrary<infer Value> ? Value : never
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

interface Asked {
  id: string
  trial: number
  contender: ContenderId
  worstMicros: number
  month: string
  day: string
  state: 'in-flight' | 'recorded'
  /** By step; null where it is not known. */
  steps: (number | null)[]
  /** By step, the invoice's total that it is in. */
  totals: (DayTotal | null)[]
}
interface DayTotal {
  account: string
  day: string
  amountMicros: number
}

/** One schedule in a database that earlier ones have filled: accounts, trials and months are its own. */
class Schedule {
  readonly directory: string
  readonly number: number
  readonly caps: Caps
  readonly asked: Asked[] = []
  readonly dayTotals: DayTotal[] = []
  store: Store
  allBefore = 0
  #admissions: Admissions[] = []
  #month: number
  #imports = 0

  /** @param before the schedule whose open database is taken over; null to open the one in the folder */
  constructor(directory: string, number: number, limits: Caps, before: Schedule | null = null) {
    this.directory = directory
    this.number = number
    this.caps = limits
    this.#month = number * 20
    this.store = before?.store ?? openStore({ directory, clock: this.clock })
    for (const trial of [0, 1]) this.store.trials.create(this.#trial(trial), [], 1)
    const { spentMicros, heldMicros } = this.store.budgets.total('all')
    this.allBefore = spentMicros + heldMicros
    const set = (scope: string, capMicros: number | null): void => {
      this.store.budgets.remove(scope)
      if (capMicros === null) return
      this.store.budgets.put({
        scope,
        capMicros,
        unknownMicros: null,
        alertShares: [],
        setAt: this.now().toISOString(),
      })
    }
    set('all', limits.all === null ? null : this.allBefore + limits.all)
    set('month', limits.month)
    set(`account/${this.account(0)}`, limits.account)
    set(`account/${this.account(1)}`, limits.second)
    this.#open()
  }

  readonly now = (): Date => new Date(Date.UTC(2030, this.#month, 3, 12))
  readonly clock = { now: () => this.now() }
  account(which: number): string {
    return `account-${this.number}${'ab'[which]}`
  }

  run(next: Step): void {
    if (next.kind === 'ask') this.#ask(next)
    else if (next.kind === 'end') this.#end(next)
    else if (next.kind === 'invoice') this.#invoice(next)
    else if (next.kind === 'day-total') this.#dayTotal(next)
    else if (next.kind === 'next-month') this.#month += 1
    else {
      this.store.close()
      this.store = openStore({ directory: this.directory, clock: this.clock })
      this.#open()
    }
  }

  /** What is truly spent or may be, by scope: an unknown amount may be the worst case. */
  truth(scope: string): number {
    const steps = this.asked.flatMap((sample) => this.#amounts(sample))
    const own = steps.filter((one) => one.scopes.includes(scope)).reduce((sum, one) => sum + one.amountMicros, 0)
    const invoiced = this.dayTotals
      .filter(({ account, day }) => [`account/${account}`, 'all', `month/${day.slice(0, 7)}`].includes(scope))
      .reduce((sum, { amountMicros }) => sum + amountMicros, 0)
    return own + invoiced
  }
  months(): string[] {
    return [...new Set(this.asked.map(({ month }) => `month/${month}`))]
  }
  counted(scope: string): number {
    const total = this.store.budgets.total(scope)
    if (total.unboundedCount !== 0) throw new Error(`${scope} counts something as without a bound.`)
    return total.spentMicros + total.heldMicros
  }
  trialId(which: number): string {
    return `trial-${this.number}-${which}`
  }

  #amounts({
    trial,
    contender,
    worstMicros,
    month,
    state,
    steps,
    totals,
  }: Asked): { scopes: string[]; amountMicros: number }[] {
    const accounts = this.#accountsOf(contender)
    const wide = ['all', `month/${month}`]
    const trialScope = `trial/${this.trialId(trial)}`
    const known = steps.reduce((sum: number, amount) => sum + (amount ?? 0), 0)
    if (state === 'in-flight') {
      return [
        { scopes: [trialScope, ...(accounts.length === 0 ? [] : wide)], amountMicros: worstMicros },
        ...[...new Set(accounts)].map((account) => ({ scopes: [`account/${account}`], amountMicros: worstMicros })),
      ]
    }
    const left = Math.max(0, worstMicros - known)
    const whole = steps.includes(null) ? Math.max(worstMicros, known) : known
    const billed = steps
      .map((amount, index) => ({ amount, account: accounts[index], total: totals[index] }))
      .filter(({ account, total }) => account !== undefined && total === null)
    const sum = (of: typeof billed): number =>
      of.reduce((total, { amount }) => total + (amount ?? 0), 0) + (of.some(({ amount }) => amount === null) ? left : 0)
    return [
      { scopes: [trialScope], amountMicros: whole },
      { scopes: wide, amountMicros: sum(billed) },
      ...[...new Set(accounts)].map((account) => ({
        scopes: [`account/${account}`],
        amountMicros: sum(billed.filter((one) => one.account === account)),
      })),
    ]
  }
  #accountsOf(contender: ContenderId): string[] {
    const [first, second] = [this.account(0), this.account(1)]
    return { one: [first], same: [first], other: [second], both: [first, second], practice: [] }[contender]
  }
  #trial(which: number) {
    const trial = exampleTrial({ id: this.trialId(which) })
    const [model] = trial.plan.contenders
    if (model === undefined) throw new Error('The example has no contender.')
    const {
      id: _id,
      name: _name,
      position: _position,
      concurrency: _concurrency,
      furtherSteps: _further,
      ...plain
    } = model
    const contenders = CONTENDERS.map((id, position) => {
      const [account = 'practice', second] = this.#accountsOf(id)
      const further: ContenderStep[] = second === undefined ? [] : [{ ...plain, account: second }]
      return { ...model, id, position, account, furtherSteps: further }
    })
    return { ...trial, plan: { ...trial.plan, contenders, budgetMicros: this.caps.trial } }
  }
  #open(): void {
    this.#admissions = [0, 1].map((which) => new Admissions(this.#trial(which), { store: this.store, now: this.now }))
  }

  #ask({ trial, contender, micros: worstMicros }: Extract<Step, { kind: 'ask' }>): void {
    const ticket = this.asked.length
    const id = `sample-${this.number}-${ticket}`
    const admissions = this.#admissions[trial]
    if (admissions === undefined) throw new Error('There are two trials.')
    admissions.ask({
      ticket,
      request: { sampleId: id, contenderId: contender, position: ticket, worstCaseMicros: worstMicros },
    })
    const day = this.now().toISOString().slice(0, 10)
    const steps = contender === 'both' ? [null, null] : [null]
    const sample: Asked = {
      id,
      trial,
      contender,
      worstMicros,
      month: day.slice(0, 7),
      day,
      state: 'in-flight',
      steps,
      totals: steps.map(() => null),
    }
    // Those that wait are of no account until they are asked for anew: a schedule is about what is let through.
    const decided = admissions.decide().find((one) => one.request.sampleId === id)
    if (decided?.admission.ok === true) this.asked.push(sample)
    else if (this.#fits(sample)) throw new Error(`${worstMicros} fit under every cap, and were not let through.`)
    else this.#open()
  }
  /** Whether a sample could cost its worst case and no cap be exceeded. */
  #fits({ trial, contender, worstMicros, month }: Asked): boolean {
    const accounts = this.#accountsOf(contender)
    const fitsUnder = (scope: string, cap: number | null): boolean =>
      cap === null || this.truth(scope) + worstMicros <= cap
    if (!fitsUnder(`trial/${this.trialId(trial)}`, this.caps.trial)) return false
    if (accounts.length === 0) return true
    const capOf = (account: string): number | null =>
      account === this.account(0) ? this.caps.account : this.caps.second
    return (
      fitsUnder('all', this.caps.all) &&
      fitsUnder(`month/${month}`, this.caps.month) &&
      accounts.every((account) => fitsUnder(`account/${account}`, capOf(account)))
    )
  }
  #end({ which, share: first, second }: Extract<Step, { kind: 'end' }>): void {
    const running = this.asked.filter(({ state }) => state === 'in-flight')
    const sample = running[which % Math.max(1, running.length)]
    if (sample === undefined) return
    const shares = sample.contender === 'both' ? [first, second] : [first]
    // Steps share the worst case between them.
    const amounts = shares.map((part) =>
      part === null ? null : Math.floor((part * sample.worstMicros) / shares.length),
    )
    const charges = amounts.map((amountMicros): Charge => ({
      amountMicros,
      basis: 'listed',
      priceId: null,
      evidence: 'test',
    }))
    const whole = amounts.includes(null) ? null : amounts.reduce((sum: number, amount) => sum + (amount ?? 0), 0)
    const example = exampleSample(0, {
      id: sample.id,
      trialId: this.trialId(sample.trial),
      contenderId: sample.contender,
      position: this.asked.indexOf(sample),
      startedAt: this.now().toISOString(),
      charge: { amountMicros: whole, basis: 'listed', priceId: null, evidence: 'test' },
      images: [],
    })
    const steps = charges.map((charge, index) => ({ step: index, serviceMs: 1, charge, images: [] }))
    this.store.samples.record({ ...example, steps })
    Object.assign(sample, { state: 'recorded', steps: amounts })
  }
  #invoice({ which, share: part }: Extract<Step, { kind: 'invoice' }>): void {
    const recorded = this.asked.filter(({ state, contender }) => state === 'recorded' && contender !== 'practice')
    const sample = recorded[which % Math.max(1, recorded.length)]
    if (sample === undefined) return
    const index = which % sample.steps.length
    const amountMicros = Math.floor((part * sample.worstMicros) / sample.steps.length)
    const charge = this.store.samples.get(sample.id)?.charge
    if (charge === undefined) throw new Error('It was recorded.')
    const ours = {
      sampleId: sample.id,
      step: index,
      trialId: this.trialId(sample.trial),
      day: sample.day,
      modelId: '',
      charge,
    }
    this.store.budgets.atomically(() =>
      this.store.invoices.add(this.#header(this.account(0)), [{ ours, lines: [], amountMicros }], []),
    )
    sample.steps[index] = amountMicros
  }
  #dayTotal({ account: which, share: part }: Extract<Step, { kind: 'day-total' }>): void {
    const account = this.account(which)
    const day = this.now().toISOString().slice(0, 10)
    const held = this.asked.flatMap((sample) =>
      sample.state === 'in-flight' || sample.day !== day
        ? []
        : this.#accountsOf(sample.contender).flatMap((one, index) => (one === account ? [{ sample, index }] : [])),
    )
    const mostMicros = held.reduce((sum, { sample }) => sum + Math.floor(sample.worstMicros / sample.steps.length), 0)
    const total: DayTotal = { account, day, amountMicros: Math.floor(part * mostMicros) }
    const ours = this.store.invoices.linesOfDay(account, day)
    if (ours.length !== held.length) throw new Error(`${ours.length} lines of the day, and not ${held.length}.`)
    const told = { ...total, kind: 'total' as const, modelId: null, counted: true, lines: [], ours }
    this.store.budgets.atomically(() => this.store.invoices.add(this.#header(account), [], [told]))
    const earlier = this.dayTotals.findIndex((one) => one.account === account && one.day === day)
    if (earlier !== -1) this.dayTotals.splice(earlier, 1)
    this.dayTotals.push(total)
    for (const { sample, index } of held) sample.totals[index] = total
  }
  #header(account: string) {
    const id = `invoice-${this.number}-${this.#imports++}`
    const mapping = {
      date: 'date',
      amount: 'amount',
      currency: null,
      requestId: null,
      model: null,
      quantity: null,
      description: null,
    }
    const written = { decimalMark: '.' as const, dayFirst: false }
    return {
      id,
      fileName: 'a.csv',
      fileSha256: id,
      providerId: 'novita',
      account,
      mapping: { ...mapping, ...written },
      importedAt: this.now().toISOString(),
    }
  }
}

const RUNS = 2000
const RUNS_A_DATABASE = 100

test('a cap is exceeded by late prices, unknown costs, crashes, invoices or another trial, holds back what fits, or a total drifts from its sum', async () => {
  // A database is left after so many: each opening reads the whole of it.
  const directories = await Promise.all(Array.from({ length: RUNS / RUNS_A_DATABASE + 1 }, () => memoryDirectory()))
  let schedules = 0
  let last: Schedule | null = null
  fc.assert(
    fc.property(caps, fc.array(step, { minLength: 1, maxLength: 20 }), (limits, steps) => {
      const directory = directories[Math.floor(schedules / RUNS_A_DATABASE)] ?? ''
      if (last !== null && last.directory !== directory) {
        last.store.close()
        last = null
      }
      const schedule = new Schedule(directory, ++schedules, limits, last)
      last = schedule
      for (const next of steps) {
        schedule.run(next)
        const within = (scope: string, cap: number | null, before = 0): void => {
          const truth = schedule.truth(scope)
          expect(schedule.counted(scope) - before, scope).toBe(truth)
          if (cap !== null && truth > cap) throw new Error(`${scope}: ${truth} of ${cap}`)
        }
        within(`trial/${schedule.trialId(0)}`, limits.trial)
        within(`trial/${schedule.trialId(1)}`, limits.trial)
        within(`account/${schedule.account(0)}`, limits.account)
        within(`account/${schedule.account(1)}`, limits.second)
        within('all', limits.all, schedule.allBefore)
        for (const month of schedule.months()) within(month, limits.month)
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 240_000)

test('a sample that costs more than its worst case hides the excess, or leaves the sending go on', async () => {
  const directory = await memoryDirectory()
  const schedule = new Schedule(directory, 1, { trial: null, account: null, second: null, month: 1000, all: null })
  schedule.run({ kind: 'ask', trial: 0, contender: 'one', micros: 900 })
  const [sample] = schedule.asked
  if (sample === undefined) throw new Error('It fits.')
  const charge: Charge = { amountMicros: 1200, basis: 'reported', priceId: null, evidence: 'test' }
  const example = { id: sample.id, trialId: schedule.trialId(0), contenderId: 'one', charge }
  schedule.store.samples.record(exampleSample(0, example))
  Object.assign(sample, { state: 'recorded', steps: [1200] })
  const context = { store: schedule.store, ports: { clock: schedule.clock } }
  expect(listBudgets(context)).toMatchObject([{ spentMicros: 1200, heldMicros: 0, excessMicros: 200 }])
  schedule.run({ kind: 'ask', trial: 1, contender: 'other', micros: 0 })
  expect(schedule.asked).toHaveLength(1)
  // Practice spends nothing real.
  schedule.run({ kind: 'ask', trial: 1, contender: 'practice', micros: 5000 })
  expect(schedule.asked).toHaveLength(2)
  schedule.store.close()
})
