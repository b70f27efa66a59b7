import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { createRandom, type Random } from '#shared/stats/random.ts'
import { logNormal } from '#tests/support/random-laws.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

export const PROMPTS = 16
const REPEATS = 6
const MEASURED = PROMPTS * REPEATS
export const GAPS_MINUTES = [1, 5, 15, 60]
export const PROBES = 6

/** What a provider does, as the simulators do it: see `SimulatorProfile`. */
export interface Law {
  serviceMedianMs: number
  serviceLogSd: number
  refusalRate: number
  serverErrorRate: number
  coldStartMs: number
  idleAfterMinutes: number
  /** A call that fails has drawn for half of its time, and is billed for it, by the time; a picture at a fixed price is not. */
  bills: { microsAPicture: number } | { microsAMillisecond: number }
}

/** What an analysis is to find out about a contender of that law. */
export function truthOf({ serviceMedianMs, serviceLogSd, serverErrorRate, bills }: Law) {
  const percentile = (deviations: number): number => serviceMedianMs * Math.exp(serviceLogSd * deviations)
  const meanMs = serviceMedianMs * Math.exp(serviceLogSd ** 2 / 2)
  const billedShare = 1 - serverErrorRate / 2
  return {
    latency: { p50: percentile(0), p90: percentile(1.2815515655446), p95: percentile(1.6448536269515) },
    successRate: 1 - serverErrorRate,
    costPerImageMicros:
      'microsAPicture' in bills
        ? bills.microsAPicture
        : (meanMs * billedShare * bills.microsAMillisecond) / (1 - serverErrorRate),
  }
}

/** A trial of contenders of which each obeys a law; the same seed draws the same one. */
export function drawTrial(laws: readonly Law[], seed: number): { trial: Trial; rows: SampleRow[] } {
  const random = createRandom(seed)
  const contenders = laws.map((_law, position) => makeContender(position))
  const { plan, ...trial } = makeTrial(contenders, { prompts: PROMPTS, repeats: REPEATS })
  const rows = laws.flatMap((law, position) => [
    ...Array.from({ length: MEASURED }, (_none, index) => drawRow(law, random, `contender-${position}`, index)),
    ...GAPS_MINUTES.flatMap((minutes, gap) =>
      Array.from({ length: PROBES }, (_none, probe) =>
        drawRow(law, random, `contender-${position}`, MEASURED + gap * PROBES + probe, minutes),
      ),
    ),
  ])
  return {
    trial: { ...trial, plan: { ...plan, seed, coldProbes: { gapsMinutes: GAPS_MINUTES, probes: PROBES } } },
    rows,
  }
}

/** Whether a provider of that law has fallen asleep after so long, which is the simulators' rule. */
export function isCold(law: Law, idleMinutes: number): boolean {
  return law.coldStartMs > 0 && idleMinutes >= law.idleAfterMinutes
}

/** @param idleMinutes absent for a sample that measures */
function drawRow(law: Law, random: Random, contenderId: string, position: number, idleMinutes?: number): SampleRow {
  const refused = random.next() < law.refusalRate
  const failed = random.next() < law.serverErrorRate
  const drawingMs = logNormal(random, law.serviceMedianMs, law.serviceLogSd)
  const workedMs = refused ? 0 : failed ? drawingMs / 2 : drawingMs
  const coldMs = idleMinutes !== undefined && isCold(law, idleMinutes) ? law.coldStartMs : 0
  const { bills } = law
  const billed = 'microsAMillisecond' in bills ? Math.round(workedMs * bills.microsAMillisecond) : bills.microsAPicture
  return makeRow(contenderId, position, {
    caseIndex: position % PROMPTS,
    repeat: Math.floor(position / PROMPTS),
    latencyMs: workedMs + coldMs,
    outcome: refused ? 'refused' : failed ? 'failed' : 'succeeded',
    failureClass: refused ? 'content-policy' : failed ? 'server' : null,
    chargeMicros: 'microsAPicture' in bills && (refused || failed) ? 0 : billed,
    ...(idleMinutes !== undefined && { role: 'cold-probe', idleMs: idleMinutes * 60_000 }),
  })
}
