import { noSuchTrial } from '../no-such-trial.ts'
import { settleSeedPairs } from '../settle-seed-pairs.ts'
import { procedures } from './base.ts'

export const analysis = {
  get: procedures.analysis.get.handler(async ({ input, context }) => {
    await settleSeedPairs(input.trialId, context)
    const analysis = await context.analyst.analyse(input.trialId)
    if (analysis === null) throw noSuchTrial(input.trialId)
    return analysis
  }),
  charts: procedures.analysis.charts.handler(async ({ input, context: { analyst } }) => {
    const charts = await analyst.charts(input.trialId)
    if (charts === null) throw noSuchTrial(input.trialId)
    return charts
  }),
  latency: procedures.analysis.latency.handler(async ({ input, context: { analyst } }) => {
    const table = await analyst.latencies(input.trialId)
    if (table === null) throw noSuchTrial(input.trialId)
    return table
  }),
  compare: procedures.analysis.compare.handler(async ({ input: { firstId, secondId }, context }) => {
    for (const trialId of [firstId, secondId]) await settleSeedPairs(trialId, context)
    return context.analyst.compare(firstId, secondId)
  }),
  models: procedures.analysis.models.handler(({ context: { analyst } }) => analyst.models()),
  history: procedures.analysis.history.handler(({ input, context: { analyst } }) => analyst.history(input)),
}
