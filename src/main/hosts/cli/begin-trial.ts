import type { Plan } from '#shared/domain/plan.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { Output } from './output.ts'

/** Starts a plan, and says so where the instrument is calibrated first: that takes some seconds. @returns the trial's id */
export async function beginTrial(
  { client }: Pick<Workbench, 'client'>,
  plan: Plan,
  { json }: { json: boolean },
  output: Pick<Output, 'err'>,
): Promise<string> {
  if (!json && plan.calibrate) output.err('Calibrating the instrument …')
  return (await client.trial.start(plan)).trialId
}
