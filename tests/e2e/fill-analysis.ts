import { openStore } from '#main/store/open-store.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { FailureClass, Sample } from '#shared/domain/sample.ts'
import { benchSample } from '../bench/bench-sample.ts'
import { exampleTrial } from '../support/example-trial.ts'

export interface FilledTrial {
  id: string
  name: string
  contenders: string[]
  count: number
  /** What contenders are called that are not called by their ids. */
  names?: readonly string[]
  plan?: Partial<FrozenPlan>
  /** What a sample has that is not plain. */
  change?: (position: number, contender: number) => Partial<Sample>
}

/** Writes a finished trial without picture files into a data folder that a server has open. The same trial is filled the same. */
export function fillAnalysis(
  directory: string,
  { id, name, contenders, count, names = [], plan, change }: FilledTrial,
): void {
  const store = openStore({ directory, clock: { now: () => new Date() } })
  try {
    const cases = 10
    const trial = exampleTrial({
      contenders,
      cases,
      repeats: Math.max(1, Math.ceil(count / (cases * contenders.length))),
    })
    const named = trial.plan.contenders.map((contender, index) => ({
      ...contender,
      name: names[index] ?? contender.name,
    }))
    const whole = { ...trial.plan, name, contenders: named, ...plan }
    store.trials.create({ ...trial, id, status: 'finished', sampleCount: count, plan: whole }, [], process.pid)
    const samples = Array.from({ length: count }, (_, position): Sample => {
      const sample = benchSample({ trialId: id, position, contenders, cases })
      const latencyMs = latencyAt(position, position % contenders.length)
      const timed = { ...sample, latencyMs, finishedMs: sample.dueMs + latencyMs, serviceMs: latencyMs }
      return { ...timed, ...change?.(position, position % contenders.length) }
    })
    store.samples.recordTogether(samples)
    store.trials.settle(id, 'finished', null, '2026-11-22T11:00:00.000Z')
  } finally {
    store.close()
  }
}

/** A floor and a long tail, another one for each contender; the same place always has the same. */
function latencyAt(position: number, contender: number): number {
  const chance = ((position * 2_654_435_761) % 4_294_967_296) / 4_294_967_296
  return 600 + 350 * contender - 420 * Math.log(1 - 0.9995 * chance)
}

/** A sample that failed after its tries, for nothing. */
export function failedWith(failureClass: FailureClass, position: number): Partial<Sample> {
  const failure = { class: failureClass, message: 'It did not work.', status: null, rawBody: null }
  const refused = failureClass === 'content-policy'
  const plain = benchSample({ trialId: 'any', position, contenders: ['any'], cases: 1 })
  const [first] = plain.attempts
  if (first === undefined) throw new Error('A plain sample has a try.')
  return {
    outcome: refused ? 'refused' : 'failed',
    failure,
    images: [],
    attempts: refused ? [{ ...first, failure }] : [1, 2].map((number) => ({ ...first, number, failure })),
    charge: { amountMicros: failureClass === 'server' ? null : 0, basis: 'estimated', priceId: null, evidence: 'none' },
    steps: [],
  }
}

/** A sample whose provider tells how long it waited in its queue, and how long it was drawn. */
export function reportedBy(position: number, contender: number): Partial<Sample> {
  const plain = benchSample({ trialId: 'any', position, contenders: ['any'], cases: 1 })
  const inferenceMs = 400 + 150 * contender + (position % 23) * 9
  return {
    attempts: plain.attempts.map((attempt) => ({
      ...attempt,
      reported: { ...attempt.reported, inferenceMs, queueMs: contender === 2 ? null : (position % 17) * 31 },
    })),
  }
}
