import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { SOFT_CHECKS, SoftCheckName, tripsAt } from '#shared/domain/soft-check.ts'
import type { ContenderChecks, SoftSummary, TrialChecks } from '#shared/domain/trial-checks.ts'
import type { VotedPicture } from '#shared/domain/check-agreement.ts'
import type { Trial } from '#shared/domain/trial.ts'
import type { Vote } from '#shared/domain/vote.ts'
import { nearDuplicates } from '#shared/stats/near-duplicates.ts'
import { percentileEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import { NEEDED_FOR_MARKS, repeatedMarks } from '#shared/stats/repeated-marks.ts'
import { checkAgreement } from '#shared/votes/check-agreement.ts'
import { splitByContender, type Lane } from './asked-samples.ts'

/** What has been measured in the pictures of a contender. */
export interface MeasuredPictures {
  /** By check: a value for each picture in which it was measured by its present version. */
  values: ReadonlyMap<SoftCheckName, readonly number[]>
  /** One picture of each case: what stands out in its corners. */
  corners: readonly { caseIndex: number; detail: string }[]
}

/** Prompts whose pictures are searched for marks; more tell no more. */
const MOST_COMPARED = 200

/** All that was measured for a trial. */
export interface MeasuredTrial {
  /** One in whose pictures nothing was measured is absent. */
  byContender: ReadonlyMap<string, MeasuredPictures>
  votes: readonly Vote[]
  /** By sample: the pictures that were judged. */
  voted: ReadonlyMap<string, VotedPicture>
}

/** What the soft checks say of the contenders of a trial, and whether they agree with what reviewers preferred. */
export function checkTrial(
  trial: Trial,
  rows: readonly SampleFigures[],
  { byContender, votes, voted }: MeasuredTrial,
): TrialChecks {
  return {
    trialId: trial.id,
    contenders: splitByContender(trial, rows).map((lane) => checkContender(lane, byContender.get(lane.contender.id))),
    agreement: checkAgreement(votes, voted, 'preferred'),
  }
}

function checkContender(lane: Lane, measured: MeasuredPictures | undefined): ContenderChecks {
  const drawn = lane.asked.filter(({ image }) => image !== null)
  return {
    contenderId: lane.contender.id,
    soft: SoftCheckName.options.map((name) => summarise(name, measured?.values.get(name) ?? [], drawn.length)),
    nearDuplicates: countNear(drawn),
    marks: findMarks(measured?.corners ?? [], lane),
  }
}

function summarise(name: SoftCheckName, values: readonly number[], pictures: number): SoftSummary {
  return {
    name,
    median: percentileEstimate(values, PERCENTILES.p50),
    tripped: values.filter((value) => tripsAt(name, value, SOFT_CHECKS[name].parameters.bound)).length,
    measured: values.length,
    unmeasured: Math.max(0, pictures - values.length),
  }
}

/** By case, because pictures of one prompt should resemble each other more than those of several. */
function countNear(drawn: readonly SampleFigures[]): ContenderChecks['nearDuplicates'] {
  const total = { near: 0, compared: 0 }
  for (const ofCase of Map.groupBy(drawn, ({ caseIndex }) => caseIndex).values()) {
    const looks = ofCase.flatMap(({ seed, perceptualHash }) =>
      perceptualHash === null ? [] : { seed, perceptualHash },
    )
    const { near, compared } = nearDuplicates(looks)
    total.near += near
    total.compared += compared
  }
  return total
}

/** One picture of each prompt: what repeats and the cases of a matrix share is the prompt's doing. */
function findMarks(corners: MeasuredPictures['corners'], { promptOf }: Lane): ContenderChecks['marks'] {
  const byPrompt = new Map<number, string>()
  for (const { caseIndex, detail } of corners) {
    const prompt = promptOf(caseIndex)
    if (!byPrompt.has(prompt) && byPrompt.size < MOST_COMPARED) byPrompt.set(prompt, detail)
  }
  if (byPrompt.size < NEEDED_FOR_MARKS) return null
  return { compared: byPrompt.size, found: repeatedMarks([...byPrompt.values()]) }
}
