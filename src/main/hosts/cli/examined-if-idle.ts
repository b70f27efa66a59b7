import type { Workbench } from '#main/workbench/workbench.ts'

/**
 * Resolves when the pictures of a trial are examined; at once where a trial is being measured, here or by another process: then it could
 * take an hour, and what is told says how many are not.
 */
export async function examinedIfIdle(workbench: Workbench, trialId: string): Promise<void> {
  const { runningTrialIds } = await workbench.client.system.status()
  if (runningTrialIds.length === 0) await workbench.examined(trialId)
}
