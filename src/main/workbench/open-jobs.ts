import type { OpenJob } from '#main/engine/ports.ts'
import type { SampleSoFar } from '#main/engine/step-result.ts'
import type { Store } from '#main/store/open-store.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** The jobs of a trial that a provider has accepted and of which nothing has been recorded. */
export function openJobs(
  { id, startedAt }: Pick<Trial, 'id' | 'startedAt'>,
  order: readonly PlannedSample[],
  store: Pick<Store, 'remoteJobs' | 'reservations'>,
): OpenJob[] {
  const sentAts = new Map(store.reservations.list(id).map(({ sampleId, reservedAt }) => [sampleId, reservedAt]))
  return store.remoteJobs.list(id).map(({ sampleId, step, job, submittedAt, position, soFar }) => {
    const planned = order.find((candidate) => candidate.position === position)
    if (planned === undefined) throw new Error(`The trial ${id} has no sample ${position}, of which there is a job.`)
    const sentAt = sentAts.get(sampleId) ?? submittedAt
    const sentMs = Math.max(0, Date.parse(sentAt) - Date.parse(startedAt))
    return { sampleId, step, job, soFar: JSON.parse(soFar) as SampleSoFar, planned, sentMs, sentAt }
  })
}
