import { accountKey } from '#shared/domain/account-key.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { CheckedContender } from './checked-contender.ts'
import type { CheckedStep } from './check-step.ts'
import type { Matrix } from './expand-matrix.ts'
import type { ReportProblem } from './plan-problem.ts'
import type { PlanSources } from './plan-sources.ts'
import { settingsOf, type Setting } from './settings-of-contender.ts'

/**
 * Where a cap applies, every picture of the matrix must have a price or a ceiling before the first request: a price may be known for
 * some values of an axis only.
 */
export function checkKnownCosts(
  plan: Pick<Plan, 'budgetUsd' | 'contenders'>,
  { matrix, contenders }: { matrix: Matrix; contenders: readonly CheckedContender[] },
  sources: Pick<PlanSources, 'capOn'>,
  reporter: (path: string) => ReportProblem,
): void {
  for (const contender of contenders) {
    const settings = settingsOf(contender, matrix)
    for (const [index, step] of contender.steps.entries()) {
      const cap = plan.budgetUsd === undefined ? capOn(step, sources) : 'budget'
      const unknown = settings.find(({ steps }) => isUnknown(steps[index]))
      if (cap === null || unknown === undefined) continue
      const path = `contenders[${contender.position}]`
      reporter(index === 0 ? path : `${path}.furtherSteps[${index - 1}]`)(
        'ceilingUsd',
        `The cost of one picture${settingWords(unknown, matrix)} is not known beforehand, so the ${cap} could not be kept. Say what one may cost at most: ceilingUsd.`,
      )
    }
  }
}

function isUnknown(step: CheckedStep | undefined): boolean {
  if (step === undefined || !step.askable || step.ceilingMicros !== null) return false
  return step.adapter.estimateSample(step.sampleAsk, step.price).amountMicros === null
}

/** ` at steps 2, size 512x512`: what the matrix varies of the ask; nothing where it varies none of it. */
function settingWords({ coordinates }: Setting, { axes }: Matrix): string {
  const words = axes.flatMap(({ name, varies }) => {
    const value = coordinates[name]
    return varies.kind === 'variable' || value === undefined ? [] : [`${name} ${value}`]
  })
  return words.length === 0 ? '' : ` at ${words.join(', ')}`
}

/** The cap beside the trial's own that what is charged for a step counts against. Practice and rented machines' time count against none. */
function capOn({ planned, adapter }: CheckedStep, sources: Pick<PlanSources, 'capOn'>): string | null {
  if (planned.account === 'practice' || planned.rental !== undefined) return null
  return sources.capOn(accountKey(planned.account, adapter.descriptor.id))
}
