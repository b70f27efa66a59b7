import type { ContenderAnalysis } from '#shared/domain/analysis.ts'
import { describeEarlyStop } from '#shared/domain/early-stop.ts'
import { headlineOf } from '#shared/domain/headline.ts'
import { NEEDED_CLUSTERS } from '#shared/stats/bootstrap.ts'
import { neededCount, PERCENTILES, type PercentileName } from '#shared/stats/percentile.ts'
import { instrumentDoubt } from '#shared/units/calibration-text.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { secondsText } from '../wording.ts'
import { wasTimed } from '../asked-samples.ts'
import { firstAnswer } from '../service-answer.ts'
import { FLAG_WORDS } from './failure-words.ts'
import type { Evidence, TrialEvidence } from './evidence.ts'

/** What the numbers can't show, and what must be known before they are compared. */
export function limitFindings(evidence: TrialEvidence): string[] {
  return [
    ...unfinished(evidence),
    ...instrument(evidence),
    ...stoppedEarly(evidence),
    ...heldBack(evidence),
    ...evidence.contenders.flatMap(interrupted),
    ...evidence.contenders.flatMap(disturbed),
    ...evidence.contenders.flatMap(askedAgain),
    ...headline(evidence),
    ...percentileLimits(evidence),
    ...promptLimits(evidence),
    ...unknownCosts(evidence),
    ...metered(evidence),
    ...otherWeights(evidence),
    ...unexamined(evidence),
    ...evidence.contenders.flatMap(flaggedPictures),
    ...evidence.contenders.flatMap(pollingSlack),
  ]
}

function unfinished({ trial, contenders }: TrialEvidence): string[] {
  const ended = sum(contenders, ({ lane }) => lane.rows.filter((row) => row.outcome !== 'cancelled').length)
  const stopped = trial.earlyStops.reduce((count, { unsentCount }) => count + unsentCount, 0)
  if (ended + stopped >= trial.sampleCount) return []
  const so = trial.status === 'running' ? 'So far, only' : 'Only'
  return [
    `${so} ${ended.toLocaleString('en-US')} of ${countText(trial.sampleCount, 'planned sample')} ended; all else is left out.`,
  ]
}

function instrument({ trial }: TrialEvidence): string[] {
  const doubt = instrumentDoubt(trial.calibration)
  return doubt === null ? [] : [doubt]
}

/** What a rule of the plan did not let be sent is held against nobody. */
function stoppedEarly({ trial, contenders }: TrialEvidence): string[] {
  return trial.earlyStops.map((stop) => {
    const name = contenders.find(({ lane }) => lane.contender.id === stop.contenderId)?.name ?? stop.contenderId
    return `${name} ${describeEarlyStop(stop)}. Neither asked nor failed.`
  })
}

function heldBack({ contenders }: TrialEvidence): string[] {
  return contenders
    .filter((contender) => heldBackOf(contender) > 0)
    .map((contender) => {
      const count = heldBackOf(contender)
      return `${contender.name}: ${countText(count, 'sample was', 'samples were')} not sent, to keep the budget. Neither asked nor failed.`
    })
}

function heldBackOf({ lane }: Evidence): number {
  return lane.rows.filter((row) => row.failureClass === 'budget').length
}

function interruptedOf({ lane }: Evidence): number {
  return lane.rows.filter((row) => row.failureClass === 'interrupted' && firstAnswer(row) === null).length
}

function interrupted(contender: Evidence): string[] {
  const count = interruptedOf(contender)
  if (count === 0) return []
  return [
    `${contender.name}: ${countText(count, 'sample was', 'samples were')} in flight when Assay was interrupted. Neither asked nor failed, and possibly billed.`,
  ]
}

function disturbed({ name, lane }: Evidence): string[] {
  const count = lane.asked.filter((row) => row.outcome === 'succeeded' && !wasTimed(row)).length
  if (count === 0) return []
  return [
    `${name}: ${countText(count, 'picture')} came over a sleep of this machine or in a later sitting. ${count === 1 ? 'Its time is' : 'Their times are'} left out.`,
  ]
}

function askedAgain({ name, analysis: { askedAgain: again } }: Evidence): string[] {
  if (again.count === 0) return []
  return [
    `${name}: ${countText(again.count, 'sample')} that had failed ${again.count === 1 ? 'was' : 'were'} asked again by hand, and ${figureText(again.succeeded)} gave a picture. Reliability counts the first time.`,
  ]
}

/** What a ramp has in the place of a latency. */
function headline({ trial }: TrialEvidence): string[] {
  return headlineOf(trial.plan).kind === 'none'
    ? ['The rate rose throughout, so no latency stands for the trial: it would be that of no one rate.']
    : []
}

/** "p95 needs n 72 and p99 needs n 368, so they are not shown." Percentiles that only some lack are told contender by contender. */
function percentileLimits({ contenders }: TrialEvidence): string[] {
  const names = Object.keys(PERCENTILES) as PercentileName[]
  const forAll = names.filter((name) => contenders.every(({ analysis }) => lacking(analysis, name)))
  const needs = forAll.map((name) => `${name} needs n ${neededCount(PERCENTILES[name])}`)
  const texts =
    needs.length === 0 ? [] : [`${listText(needs)}, so ${needs.length === 1 ? 'it is' : 'they are'} not shown.`]
  for (const name of names.filter((candidate) => !forAll.includes(candidate))) {
    const some = contenders.filter(({ analysis }) => lacking(analysis, name))
    if (some.length === 0) continue
    const who = listText(
      some.map(({ name: contender, analysis }) => `${contender} (n ${analysis.latency[name].count})`),
    )
    texts.push(`${name} needs n ${neededCount(PERCENTILES[name])}, so it is not shown for ${who}.`)
  }
  return texts
}

function lacking(analysis: ContenderAnalysis, name: PercentileName): boolean {
  return analysis.latency[name].state === 'too-few'
}

function promptLimits({ trial }: TrialEvidence): string[] {
  const prompts = new Set(trial.plan.cases.map(({ promptIndex }) => promptIndex)).size
  if (prompts >= NEEDED_CLUSTERS) return []
  return [
    `${countText(prompts, 'prompt')}: costs have no interval, and what holds for these prompts may not hold for others. ${NEEDED_CLUSTERS} are needed.`,
  ]
}

function unknownCosts({ contenders }: TrialEvidence): string[] {
  return contenders.flatMap(({ name, analysis: { costPerImageMicros: cost } }) =>
    cost.state === 'unknown'
      ? [
          `${name}: ${countText(cost.count, 'charge is', 'charges are')} not reported, so its cost a picture is not known.`,
        ]
      : [],
  )
}

/** A host's charges cover its work; what it costs to keep it waiting shows only by the month. */
function metered({ contenders }: TrialEvidence): string[] {
  const hosts = contenders.filter(
    ({ lane, analysis }) => lane.contender.kind === 'host' && analysis.costPerImageMicros.state === 'known',
  )
  if (hosts.length === 0) return []
  return [
    `${listText(hosts.map(({ name }) => name))}: the cost a picture holds time at work only. Idle hours, start-up and engineers come on top.`,
  ]
}

function otherWeights({ contenders }: TrialEvidence): string[] {
  const families = Map.groupBy(contenders, ({ lane }) => lane.contender.family)
  if (families.size < 2) return []
  const groups = [...families].map(([family, members]) => `${family} at ${listText(members.map(({ name }) => name))}`)
  return [`Not the same weights: ${groups.join('; ')}. Compare services by number, pictures by eye.`]
}

/** A picture nobody has looked into is not a good one: its flags are not known yet. */
function unexamined({ contenders }: TrialEvidence): string[] {
  const pictures = contenders.flatMap(({ lane }) => lane.rows.filter((row) => row.image !== null))
  const count = pictures.filter((row) => row.examined === false).length
  if (count === 0) return []
  return [
    `${figureText(count)} of ${countText(pictures.length, 'picture')} not examined yet: whether ${count === 1 ? 'it is' : 'they are'} damaged, black, blank or flat is not known.`,
  ]
}

function flaggedPictures({ name, analysis }: Evidence): string[] {
  const { damaged, black, blank, flat, 'other-size': otherSize, 'other-format': otherFormat } = analysis.flags
  const texts: string[] = []
  if (damaged !== undefined) {
    texts.push(
      `${name} drew ${countText(damaged, FLAG_WORDS.damaged)}: all of it came, but it does not decode. ${damaged === 1 ? 'It counts' : 'They count'} as drawn, not as usable.`,
    )
  }
  const spoilt = [
    ...(black === undefined ? [] : [countText(black, FLAG_WORDS.black)]),
    ...(blank === undefined ? [] : [countText(blank, FLAG_WORDS.blank)]),
    ...(flat === undefined ? [] : [countText(flat, FLAG_WORDS.flat)]),
  ]
  if (spoilt.length > 0)
    texts.push(
      `${name} drew ${listText(spoilt)}. ${(black ?? 0) + (blank ?? 0) + (flat ?? 0) === 1 ? 'It counts' : 'They count'} as drawn, not as usable.`,
    )
  if (otherSize !== undefined) {
    texts.push(`${name} returned another size than asked ${countText(otherSize, 'time')}: not like for like.`)
  }
  if (otherFormat !== undefined) {
    texts.push(`${name} returned another format than asked ${countText(otherFormat, 'time')}.`)
  }
  return texts
}

function pollingSlack({ name, lane }: Evidence): string[] {
  const slacks = lane.asked.flatMap((row) => (row.outcome === 'succeeded' ? (row.pollingSlackMs ?? []) : []))
  if (slacks.length === 0) return []
  // Not Math.max(...): a hundred thousand arguments are more than a call takes.
  const longest = slacks.reduce((most, slack) => Math.max(most, slack))
  return [`${name} is polled: its latency may read up to ${secondsText(longest)} late.`]
}

function sum(contenders: readonly Evidence[], pick: (contender: Evidence) => number): number {
  return contenders.reduce((total, contender) => total + pick(contender), 0)
}
