import type { DecisionSettings, KeptDecision } from '#shared/domain/decision-settings.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { AssayError } from '#shared/errors.ts'
import type { DecidedTrial } from '#main/reports/decision/decide-trial.ts'
import type { WorkbenchContext } from './context.ts'
import { evidenceOf, type EvidenceSources } from './evidence.ts'
import { noSuchTrial } from './no-such-trial.ts'
import { settleSeedPairs } from './settle-seed-pairs.ts'

/** Also that of a bundle. @throws AssayError NOT_FOUND */
export function keptDecision(trialId: string, sources: EvidenceSources): KeptDecision {
  return evidenceOf(trialId, sources).decision()
}

/** @throws AssayError NOT_FOUND; BAD_USAGE where a contender is rated that the trial does not have; CHANGED_MEANWHILE */
export function saveDecision(
  trialId: string,
  { basedOn, settings }: { basedOn: number; settings: DecisionSettings },
  { store, bundleReader, ports }: EvidenceSources & Pick<WorkbenchContext, 'ports'>,
): KeptDecision {
  const trial = store.trials.get(trialId)
  if (trial === null) throw noSuchTrial(trialId)
  checkRated(trial, settings)
  if (!store.decisions.save(trialId, basedOn, { settings, savedAt: ports.clock.now().toISOString() })) {
    const { version } = keptDecision(trialId, { store, bundleReader })
    throw new AssayError(
      'CHANGED_MEANWHILE',
      `The decision on “${trial.plan.name}” was not saved: version ${version} was saved since version ${basedOn} was opened. Load that one, and change it.`,
    )
  }
  return keptDecision(trialId, { store, bundleReader })
}

/** What the given settings, or those that are kept, come to; also in a bundle, into which nothing is saved. @throws AssayError NOT_FOUND, or BAD_USAGE as above */
export async function evaluateTrial(
  trialId: string,
  given: DecisionSettings | undefined,
  context: EvidenceSources & Pick<WorkbenchContext, 'analyst' | 'examiner'>,
): Promise<DecidedTrial> {
  const { trial, decision } = evidenceOf(trialId, context)
  const settings = given ?? decision().settings
  checkRated(trial, settings)
  await settleSeedPairs(trialId, context)
  const decided = await context.analyst.decide(trialId, settings)
  if (decided === null) throw noSuchTrial(trialId)
  return decided
}

function checkRated({ plan }: Trial, { rubric }: DecisionSettings): void {
  const problems = rubric.flatMap(({ contenderId }, place) =>
    plan.contenders.some(({ id }) => id === contenderId)
      ? []
      : [{ path: `settings.rubric[${place}].contenderId`, message: `the trial has no contender ${contenderId}` }],
  )
  const [first] = problems
  if (first !== undefined)
    throw new AssayError('BAD_USAGE', `The decision does not fit: ${first.message}.`, { problems })
}
