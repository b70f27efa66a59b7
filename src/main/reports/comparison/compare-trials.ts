import { movedSentences, unmovedSentences } from '#shared/comparison/compared-words.ts'
import { matchContenders } from '#shared/comparison/match-contenders.ts'
import { describeHeadline } from '#shared/domain/headline.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { ComparedTrial, TrialComparison, UnmatchedContender } from '#shared/domain/trial-comparison.ts'
import { analyseContender } from '../analyse-contender.ts'
import { splitByContender, type Lane } from '../asked-samples.ts'
import { compareFigures, type ContenderSide } from './compare-figures.ts'
import { differingConditions } from './differing-conditions.ts'
import { makeComparable, type MadeBundle, type TrialOrBundle } from './comparable-trials.ts'
import { sharePrompts } from './shared-prompts.ts'

export interface MeasuredTrial extends TrialOrBundle {
  rows: readonly SampleFigures[]
  /** In their order. */
  sittings: readonly Sitting[]
}

/**
 * Holds a trial against an earlier one, contender by contender, with all that makes the two not like for like. The figures are those of
 * either trial's own analysis. Pure: the same rows give the same numbers.
 */
export function compareTrials(first: MeasuredTrial, second: MeasuredTrial): TrialComparison {
  const comparable = makeComparable(first, second)
  const prompts = sharePrompts(comparable.first.plan, comparable.second.plan, {
    keyOf: comparable.promptKey,
    isKnown: comparable.arePromptsKnown,
  })
  const before = sides(first, prompts.promptOfFirst)
  const after = sides(second, prompts.promptOfSecond)
  const { matches, onlyFirst, onlySecond } = matchContenders(
    comparable.first.plan.contenders,
    comparable.second.plan.contenders,
    comparable.workflowOf,
  )
  return {
    first: outline(first, before),
    second: outline(second, after),
    isSameTrial: comparable.isSameTrial,
    prompts: prompts.counts,
    conditions: differingConditions(comparable, { prompts: prompts.counts, matches }),
    contenders: matches.map(({ matchedBy, ...match }) => {
      const figures = compareFigures(sideOf(before, match.first), sideOf(after, match.second), {
        seed: second.trial.plan.seed,
      })
      return {
        matchedBy,
        providerName: match.second.providerName,
        modelName: match.second.modelName,
        first: nameOf(match.first),
        second: nameOf(match.second),
        figures,
        moved: movedSentences(match.second.name, figures),
        unmoved: unmovedSentences(match.second.name, figures),
      }
    }),
    onlyFirst: onlyFirst.map(unmatched),
    onlySecond: onlySecond.map(unmatched),
  }
}

type Sides = ReadonlyMap<string, ContenderSide>

/** @param promptOf as both trials number them; each analysis is of its own trial alone */
function sides({ trial, rows, sittings }: MeasuredTrial, promptOf: Lane['promptOf']): Sides {
  return new Map(
    splitByContender(trial, rows, sittings).map((lane) => [
      lane.contender.id,
      { lane: { ...lane, promptOf }, analysis: analyseContender(lane, trial.plan, sittings) },
    ]),
  )
}

function sideOf(all: Sides, { id }: Contender): ContenderSide {
  const found = all.get(id)
  if (found === undefined) throw new Error(`There is no contender ${id}.`)
  return found
}

function outline({ trial, bundle }: MeasuredTrial, own: Sides): ComparedTrial {
  const { id, plan, startedAt, status, practice } = trial
  return {
    trialId: id,
    name: plan.name,
    startedAt,
    status,
    practice,
    headline: describeHeadline(plan),
    asked: [...own.values()].reduce((total, { analysis }) => total + analysis.asked, 0),
    bundle: bundle === null ? null : madeAs(bundle),
  }
}

function madeAs({ createdAt, assayVersion }: MadeBundle): NonNullable<ComparedTrial['bundle']> {
  return { createdAt, assayVersion }
}

function nameOf({ id, name, position }: Contender): { id: string; name: string; position: number } {
  return { id, name, position }
}

function unmatched(contender: Contender): UnmatchedContender {
  const { providerName, modelName } = contender
  return { ...nameOf(contender), providerName, modelName }
}
