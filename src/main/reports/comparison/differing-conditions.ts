import type { ContenderMatch } from '#shared/comparison/match-contenders.ts'
import { describeLoad } from '#shared/domain/describe-load.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { describePrice } from '#shared/units/price-words.ts'
import { environmentFacts } from '../sections/environment-facts.ts'
import type { Comparable } from './comparable-trials.ts'
import { settingsText } from './settings-text.ts'

/**
 * What differs between two trials besides what was measured, and what can't be told of that: a sentence each, the weightiest first. Two that were run
 * alike have none.
 */
export function differingConditions(
  { first, second, untold, workflowName }: Comparable,
  { prompts, matches }: { prompts: TrialComparison['prompts']; matches: readonly ContenderMatch[] },
): string[] {
  return [
    ...simulation(first, second),
    ...unfinished(first, 'first'),
    ...unfinished(second, 'second'),
    ...promptsText(prompts),
    ...untold,
    ...planFacts(first.plan).flatMap(([name, before], index) =>
      differs(name, before, planFacts(second.plan)[index]?.[1]),
    ),
    ...matches.flatMap((match) => contenderConditions(match, workflowName)),
    ...environment(first, second),
  ]
}

function differs(name: string, before: string, after: string | undefined): string[] {
  return before === after || after === undefined ? [] : [`${name}: ${before} in the first, ${after} in the second.`]
}

function simulation(first: Trial, second: Trial): string[] {
  if (first.practice === second.practice) return []
  return [
    `The ${first.practice ? 'first' : 'second'} is practice, its contenders simulated: nothing in it is a provider’s.`,
  ]
}

function unfinished({ status }: Trial, which: 'first' | 'second'): string[] {
  return status === 'finished' ? [] : [`The ${which} is ${status}: its numbers are of what has ended.`]
}

function promptsText(prompts: TrialComparison['prompts']): string[] {
  if (prompts === null) return []
  const { shared, onlyFirst, onlySecond } = prompts
  if (onlyFirst === 0 && onlySecond === 0) return []
  const alike =
    shared === 0
      ? 'The prompts are others'
      : `Only ${countText(shared, 'prompt')} ${shared === 1 ? 'is' : 'are'} the same`
  return [`${alike}: ${figureText(onlyFirst)} of the first alone, ${figureText(onlySecond)} of the second alone.`]
}

/** What of a plan acts on its numbers, fact by fact; the number of samples does not, it stands as n beside each. */
function planFacts(plan: FrozenPlan): [name: string, text: string][] {
  const { axes, warmUp, retry, timeoutMs } = plan
  // How many of a contender are in flight is told contender by contender.
  const load = plan.load.kind === 'closed' ? 'closed loop' : describeLoad(plan)
  return [
    ['Load', load],
    [
      'Varied',
      axes.length === 0 ? 'nothing' : axes.map(({ name, values }) => `${name} (${values.join(', ')})`).join('; '),
    ],
    ['Warm-ups of each contender', figureText(warmUp)],
    ['Attempts at most', figureText(retry.maximumAttempts)],
    ['Time limit of an attempt', formatDuration(timeoutMs)],
  ]
}

function contenderConditions({ first, second }: ContenderMatch, workflowName: Comparable['workflowName']): string[] {
  const after = contenderFacts(second, workflowName)
  const names = first.name === second.name ? first.name : `${first.name}, ${second.name} in the second`
  return contenderFacts(first, workflowName).flatMap(([name, before], index) =>
    differs(`${names}: ${name}`, before, after[index]?.[1]),
  )
}

function contenderFacts(
  contender: Contender,
  workflowName: Comparable['workflowName'],
): [name: string, text: string][] {
  return [
    ['settings', settingsText(contender, workflowName)],
    ['in flight', figureText(contender.concurrency)],
    ['price', describePrice(contender.price)],
    ['account', accountText(contender)],
  ]
}

/** Which account it is stays in the workbench; whether it is another one is what matters. */
function accountText({ account }: Contender): string {
  return account === 'practice' ? 'practice' : account === 'environment' ? 'that of the environment' : account
}

function environment(first: Trial, second: Trial): string[] {
  const after = new Map(environmentFacts(second))
  return environmentFacts(first)
    .filter(([name]) => name !== 'Trial')
    .flatMap(([name, text]) => differs(name, text, after.get(name)))
}
