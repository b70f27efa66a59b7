import { analysis } from './procedures/analysis.ts'
import { procedures } from './procedures/base.ts'
import { plan } from './procedures/plan.ts'
import { prompt } from './procedures/prompt.ts'
import { provider } from './procedures/provider.ts'
import { report } from './procedures/report.ts'
import { sample } from './procedures/sample.ts'
import { spend } from './procedures/spend.ts'
import { system } from './procedures/system.ts'
import { trial } from './procedures/trial.ts'

/** The contract, handled in full: a missing procedure does not compile. */
export const router = procedures.router({ analysis, plan, prompt, provider, report, sample, spend, system, trial })
