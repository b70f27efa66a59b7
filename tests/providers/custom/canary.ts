import type { HttpWorkflow } from '#shared/domain/workflow.ts'
import type { Canary } from '../canary.ts'

/** The sample answers at once; the suites ask after jobs as well. What answers at once has tests of its own. */
const JOB: NonNullable<HttpWorkflow['job']> = {
  idPath: 'job.id',
  poll: { method: 'GET', path: '/jobs/{{jobId}}', headers: {} },
  statePath: 'job.state',
  doneStates: ['done'],
  failedStates: ['failed'],
  pollIntervalMs: 250,
  cancel: { method: 'POST', path: '/jobs/{{jobId}}/stop', headers: {} },
}

export const canary: Canary = {
  ask: (ask) => (ask.workflow?.kind === 'http' ? { ...ask, workflow: { ...ask.workflow, job: JOB } } : ask),
}
