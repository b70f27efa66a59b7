import type { Estimate, TrialAnalysis } from '../domain/analysis.ts'
import type { Trial } from '../domain/trial.ts'
import type { GateReport, GateResult, TrialGate } from '../domain/trial-gate.ts'
import { countText, figureText } from '../units/count-text.ts'
import { gateText } from './gate-text.ts'
import { GATES } from './measured-by-gate.ts'

export interface GateOptions {
  /** Whether the whole 95 % interval must hold. */
  strict: boolean
  /** Those that are held against the gates; all of the plan if absent. */
  contenderIds?: readonly string[] | undefined
}

/**
 * Holds the contenders of a trial against limits.
 * - The value that was measured decides: at most the limit, or at least. Where the limit lies within the 95 % interval, the text says so.
 * - `strict`: the whole interval must hold. A cost without an interval, of too few prompts, then counts as not known.
 * - What is not known does not pass: a percentile that n does not support, charges that are not reported, pictures that nobody has
 *   examined, latencies of no one load.
 * @param analysis of the same trial, whole
 */
export function evaluateGates(
  trial: Pick<Trial, 'id' | 'plan' | 'status' | 'practice' | 'startedAt'>,
  analysis: TrialAnalysis,
  gates: readonly TrialGate[],
  { strict, contenderIds }: GateOptions,
): GateReport {
  const results = trial.plan.contenders
    .filter(({ id }) => contenderIds?.includes(id) ?? true)
    .flatMap((contender) => {
      const measured = analysis.contenders.find(({ contenderId }) => contenderId === contender.id)
      if (measured === undefined) throw new Error(`The analysis of ${trial.id} has no contender ${contender.id}.`)
      return gates.map((gate): GateResult => {
        const estimate = GATES[gate.name].measured(measured)
        const judged = {
          contenderId: contender.id,
          contenderName: contender.name,
          gate: gate.name,
          limit: gate.limit,
          measured: estimate,
          ...judge(estimate, gate, strict),
        }
        return { ...judged, text: gateText(judged, { strict, missing: GATES[gate.name].missing(measured) }) }
      })
    })
  return {
    trialId: trial.id,
    trialName: trial.plan.name,
    startedAt: trial.startedAt,
    strict,
    holds: results.every(({ verdict }) => verdict === 'holds'),
    notes: notesOf(trial, analysis),
    results,
  }
}

function judge(
  measured: Estimate,
  { name, limit }: TrialGate,
  strict: boolean,
): Pick<GateResult, 'verdict' | 'isClose'> {
  // A cost of too few prompts has no interval: its ends are its value, and would always hold where that does.
  if (measured.state !== 'known' || (strict && measured.method === 'exact'))
    return { verdict: 'not-known', isClose: false }
  const { value, low, high } = measured
  const isWithin = (one: number): boolean => (GATES[name].side === 'max' ? one <= limit : one >= limit)
  const holds = isWithin(value) && (!strict || (isWithin(low) && isWithin(high)))
  return { verdict: holds ? 'holds' : 'fails', isClose: isWithin(low) !== isWithin(high) }
}

function notesOf(
  { status, practice }: Pick<Trial, 'status' | 'practice'>,
  { asked, contenders }: TrialAnalysis,
): string[] {
  const notes: string[] = []
  if (practice)
    notes.push('This is a practice trial: its contenders are simulated, and it says nothing about a provider.')
  if (status !== 'finished') {
    notes.push(`The trial is ${status}: the gates are of the ${countText(asked, 'sample')} that it has.`)
  }
  const silent = contenders.filter((contender) => contender.asked === 0).length
  if (silent > 0) notes.push(`${figureText(silent)} of ${countText(contenders.length, 'contender')} answered nothing.`)
  return notes
}
