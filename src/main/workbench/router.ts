import { account } from './procedures/account.ts'
import { analysis } from './procedures/analysis.ts'
import { procedures } from './procedures/base.ts'
import { budget } from './procedures/budget.ts'
import { bundle } from './procedures/bundle.ts'
import { check } from './procedures/check.ts'
import { claim } from './procedures/claim.ts'
import { currency } from './procedures/currency.ts'
import { decision } from './procedures/decision.ts'
import { instrument } from './procedures/instrument.ts'
import { judge } from './procedures/judge.ts'
import { mark } from './procedures/mark.ts'
import { picture } from './procedures/picture.ts'
import { plan } from './procedures/plan.ts'
import { price } from './procedures/price.ts'
import { promptSet } from './procedures/prompt-set.ts'
import { provider } from './procedures/provider.ts'
import { rental } from './procedures/rental.ts'
import { report } from './procedures/report.ts'
import { sample } from './procedures/sample.ts'
import { spend } from './procedures/spend.ts'
import { system } from './procedures/system.ts'
import { trial } from './procedures/trial.ts'
import { vault } from './procedures/vault.ts'
import { vote } from './procedures/vote.ts'
import { watch } from './procedures/watch.ts'
import { workflow } from './procedures/workflow.ts'

/** The contract, handled in full: a missing procedure does not compile. */
export const router = procedures.router({
  account,
  analysis,
  budget,
  bundle,
  check,
  claim,
  currency,
  decision,
  instrument,
  judge,
  mark,
  picture,
  plan,
  price,
  promptSet,
  provider,
  rental,
  report,
  sample,
  spend,
  system,
  trial,
  vault,
  vote,
  watch,
  workflow,
})
