import { procedures } from './base.ts'

export const system = {
  status: procedures.system.status.handler(({ context: { ports, store, runner } }) => ({
    version: ports.version,
    host: ports.host,
    dataDirectory: ports.dataDirectory,
    trialCount: store.trials.list({ limit: 1, offset: 0 }).total,
    runningTrialIds: runner.runningIds(),
  })),
}
