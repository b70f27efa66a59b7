import type { BundleManifest } from '#shared/domain/bundle.ts'
import type { Contender, ContenderStep } from '#shared/domain/plan.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { hashWorkflows } from '../bundle/hash-workflows.ts'
import { plainPaths } from '../bundle/plain-paths.ts'
import { AS_WRITTEN, type PromptKey } from './shared-prompts.ts'

/** Of the bundle that a trial is read from, what says how far it can be compared. */
export type MadeBundle = Pick<
  BundleManifest,
  'trialId' | 'createdAt' | 'assayVersion' | 'leftOut' | 'workflows' | 'clearedPictures'
>

export interface TrialOrBundle {
  trial: Trial
  /** null for a trial of this data folder. */
  bundle: MadeBundle | null
}

/** Two trials as far as both are known: what a bundle leaves out of the one is taken out of the other, so that it never counts as a difference. */
export interface Comparable {
  first: Trial
  second: Trial
  isSameTrial: boolean
  promptKey: PromptKey
  /** Whether the prompts of both are known. */
  arePromptsKnown: boolean
  /** What tells the workflow of a step from another one; null where it has none. */
  workflowOf: (step: ContenderStep) => string | null
  /** What it is called by; null where it has none. */
  workflowName: (step: ContenderStep) => string | null
  /** What can't be told since a bundle leaves it out: a sentence each. */
  untold: string[]
}

export function makeComparable(one: TrialOrBundle, other: TrialOrBundle): Comparable {
  const bundles = [one.bundle, other.bundle].filter((bundle) => bundle !== null)
  const isSameTrial = originOf(one) === originOf(other)
  const [firstWithout, secondWithout] = [isWithoutPrompts(one), isWithoutPrompts(other)]
  const promptsLeftOut = firstWithout || secondWithout
  const reduce = bundles.length === 0 ? (trial: Trial): Trial => trial : reducer({ promptsLeftOut })
  const [first, second] = [reduce(one.trial), reduce(other.trial)]
  const workflows = new Map([...workflowsOf(first, one), ...workflowsOf(second, other)])
  const workflowOf = (step: ContenderStep): string | null => workflows.get(step) ?? null
  const came = new Map(
    bundles.flatMap(({ clearedPictures }) => clearedPictures.map((each) => [each.sha256, each.cameAs])),
  )
  return {
    first,
    second,
    isSameTrial,
    arePromptsKnown: !promptsLeftOut || isSameTrial,
    promptKey: (plan, planCase) => {
      if (promptsLeftOut)
        return isSameTrial ? `${planCase.promptIndex}` : `${plan === first.plan} ${planCase.promptIndex}`
      const { picture } = planCase
      if (picture === null) return AS_WRITTEN(plan, planCase)
      return AS_WRITTEN(plan, {
        ...planCase,
        picture: { ...picture, sha256: came.get(picture.sha256) ?? picture.sha256 },
      })
    },
    workflowOf,
    workflowName: (step) => {
      if (bundles.length === 0) return step.workflow?.name ?? null
      return workflowOf(step)?.slice(0, 12) ?? null
    },
    untold: isSameTrial
      ? []
      : [...untoldPrompts(firstWithout, secondWithout), ...untoldAccounts(bundles, first, second)],
  }
}

function isWithoutPrompts({ bundle }: TrialOrBundle): boolean {
  return bundle?.leftOut.includes('prompts') === true
}

function originOf({ trial, bundle }: TrialOrBundle): string {
  return bundle?.trialId ?? trial.id
}

/** By the steps of the trial as it was reduced. */
function workflowsOf({ plan }: Trial, { trial, bundle }: TrialOrBundle): [ContenderStep, string][] {
  return (bundle?.workflows ?? hashWorkflows(trial.plan)).flatMap(({ contenderId, step, sha256 }) => {
    const contender = plan.contenders.find(({ id }) => id === contenderId)
    const found = contender === undefined ? undefined : [contender, ...contender.furtherSteps][step]
    return found === undefined ? [] : [[found, sha256] satisfies [ContenderStep, string]]
  })
}

/** A trial as a bundle would have it. */
function reducer({ promptsLeftOut }: { promptsLeftOut: boolean }): (trial: Trial) => Trial {
  const reduceStep = <Step extends ContenderStep>(step: Step): Step => {
    const { negativePrompt: _negativePrompt, ...others } = step.parameters
    const parameters = plainPaths(promptsLeftOut ? others : step.parameters)
    return { ...step, account: isNamed(step) ? step.account : 'left out of a bundle', workflow: null, parameters }
  }
  const reduceContender = (contender: Contender): Contender => ({
    ...reduceStep(contender),
    furtherSteps: contender.furtherSteps.map(reduceStep),
  })
  return (trial) => ({ ...trial, plan: { ...trial.plan, contenders: trial.plan.contenders.map(reduceContender) } })
}

function untoldPrompts(first: boolean, second: boolean): string[] {
  if (!first && !second) return []
  const whose = first && second ? 'both' : first ? 'the first' : 'the second'
  return [
    `The prompts of ${whose} are left out: whether both were asked the same can’t be told, and nothing is paired by prompt.`,
  ]
}

/** Practice and the environment are named in a bundle as well. */
function isNamed({ account }: ContenderStep): boolean {
  return account === 'practice' || account === 'environment'
}

function untoldAccounts(bundles: readonly MadeBundle[], ...trials: Trial[]): string[] {
  const steps = trials.flatMap(({ plan }) =>
    plan.contenders.flatMap((contender) => [contender, ...contender.furtherSteps]),
  )
  return bundles.length === 0 || steps.every(isNamed)
    ? []
    : ['Accounts are left out of a bundle: whether both were asked through the same ones can’t be told.']
}
