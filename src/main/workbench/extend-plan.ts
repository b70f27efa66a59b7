import { isDeepStrictEqual } from 'node:util'
import { orderSamples } from '#main/engine/order-samples.ts'
import type { Case, Contender, ContenderStep, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import type { Problem } from '#shared/errors.ts'
import { figureText } from '#shared/units/count-text.ts'

/** What stays as it was: another value would make the new samples another trial. */
const FIXED = ['seed', 'seeds', 'timeoutMs', 'retry', 'load', 'stop', 'warmUp', 'coldProbes', 'blocks'] as const
const MOST_CONTENDERS = 8

export interface ExtendedPlan {
  plan: FrozenPlan
  /** What has to be asked for it, in the order of asking; positions go on where the trial's own end. */
  added: PlannedSample[]
  problems: Problem[]
}

/**
 * Puts more repeats, prompts, values of axes or contenders behind a frozen plan. All that the trial has measured stays as it is, prices
 * included; what is new is shuffled the way a trial is.
 * @param wanted the whole plan as it shall be: the old one and more
 * @param order of the trial so far
 */
export function extendPlan(old: FrozenPlan, wanted: FrozenPlan, order: readonly PlannedSample[]): ExtendedPlan {
  const problems: Problem[] = FIXED.filter((field) => !isDeepStrictEqual(old[field], wanted[field])).map((field) => ({
    path: field,
    message: 'An extension asks in the same way as the trial did: leave this as it was.',
  }))
  if (wanted.repeats < old.repeats) {
    const message = `The trial has ${figureText(old.repeats)} repeats already: write that many or more.`
    problems.push({ path: 'repeats', message })
  }
  if ((wanted.seedChecks?.pairs ?? 0) < (old.seedChecks?.pairs ?? 0)) {
    const message = `The trial has ${figureText(old.seedChecks?.pairs ?? 0)} seed checks already: write that many or more.`
    problems.push({ path: 'seedChecks', message })
  }
  const contenders = extendContenders(old.contenders, wanted.contenders, problems)
  const cases = extendCases(old.cases, wanted.cases, problems)
  const { repeats, budgetMicros, axes, promptSet = old.promptSet, seedChecks = old.seedChecks } = wanted
  const changed = { contenders, cases, repeats, budgetMicros, axes }
  const plan: FrozenPlan = {
    ...old,
    ...changed,
    ...(promptSet !== undefined && { promptSet }),
    ...(seedChecks !== undefined && { seedChecks }),
  }
  const added = lackingIn(order, plan).map((planned, index) => ({ ...planned, position: order.length + index }))
  if (problems.length === 0 && added.length === 0) {
    problems.push({ path: 'repeats', message: 'The plan adds nothing: write more repeats, prompts or contenders.' })
  }
  return { plan, added, problems }
}

/**
 * What a plan has beyond the samples there are. Samples beside those that measure may be of any case, and which they are of hangs on
 * what else there is: of those no more are added than the plan has beyond their number.
 */
function lackingIn(order: readonly PlannedSample[], plan: FrozenPlan): PlannedSample[] {
  const known = countBy(order, cellOf)
  const others = [...orderSamples(plan)].filter((planned) => !takeOne(known, cellOf(planned)))
  const room = countBy(orderSamples(plan), sideOf)
  for (const planned of order) takeOne(room, sideOf(planned))
  return others.filter((planned) => planned.role === 'measure' || takeOne(room, sideOf(planned)))
}

function countBy(samples: Iterable<PlannedSample>, keyOf: (planned: PlannedSample) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const planned of samples) counts.set(keyOf(planned), (counts.get(keyOf(planned)) ?? 0) + 1)
  return counts
}

/** @returns whether there was one */
function takeOne(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0
  counts.set(key, Math.max(0, count - 1))
  return count > 0
}

function sideOf({ contenderId, role, block, idleMs }: PlannedSample): string {
  return [contenderId, role, role === 'warm-up' ? block : 0, idleMs].join(' ')
}

function cellOf({ contenderId, caseIndex, repeat, role, stage, idleMs }: PlannedSample): string {
  return [contenderId, caseIndex, repeat, role, stage, idleMs].join(' ')
}

function extendContenders(old: readonly Contender[], wanted: readonly Contender[], problems: Problem[]): Contender[] {
  for (const contender of old) {
    const index = wanted.findIndex(({ id }) => id === contender.id)
    const again = wanted[index]
    if (again === undefined) {
      const message = `The trial’s contender "${contender.id}" is missing: what was measured can’t be taken out.`
      problems.push({ path: 'contenders', message })
    } else if (!isSameContender(contender, again)) {
      const message = `"${contender.id}" is not what the trial measured. Give what is new an id of its own.`
      problems.push({ path: `contenders[${index}]`, message })
    }
  }
  const added = wanted.filter(({ id }) => !old.some((contender) => contender.id === id))
  if (old.length + added.length > MOST_CONTENDERS) {
    problems.push({ path: 'contenders', message: `A trial has at most ${MOST_CONTENDERS} contenders.` })
  }
  return [...old, ...added.map((contender, index) => ({ ...contender, position: old.length + index }))]
}

/** Names and prices may be others by now: those that were frozen stay. */
function isSameContender(one: Contender, other: Contender): boolean {
  if (one.concurrency !== other.concurrency || one.furtherSteps.length !== other.furtherSteps.length) return false
  const steps = [one, ...one.furtherSteps]
  return [other, ...other.furtherSteps].every((step, index) => {
    const was = steps[index]
    return was !== undefined && isDeepStrictEqual(askedOf(was), askedOf(step))
  })
}

function askedOf({ providerId, modelId, account, baseUrl, task, workflow, parameters }: ContenderStep): object {
  const place = account === 'practice' ? null : baseUrl
  return { providerId, modelId, account, place, task, workflow: workflow?.content ?? null, parameters }
}

function extendCases(old: readonly Case[], wanted: readonly Case[], problems: Problem[]): Case[] {
  const left = [...wanted]
  const promptIndexes = new Map<number, number>()
  for (const one of old) {
    const place = left.findIndex((candidate) => isSameCase(one, candidate))
    const [found] = place === -1 ? [] : left.splice(place, 1)
    if (found !== undefined) promptIndexes.set(found.promptIndex, one.promptIndex)
    else {
      const message = `The trial’s prompt "${one.name}" is missing or changed: what was measured can’t be taken out.`
      problems.push({ path: 'prompts', message })
    }
  }
  let nextPrompt = 1 + Math.max(...old.map(({ promptIndex }) => promptIndex))
  const added = left.map((one, index) => {
    const promptIndex = promptIndexes.get(one.promptIndex) ?? nextPrompt++
    promptIndexes.set(one.promptIndex, promptIndex)
    return { ...one, index: old.length + index, promptIndex }
  })
  return [...old, ...added]
}

function isSameCase(one: Case, other: Case): boolean {
  return isDeepStrictEqual(askedIn(one), askedIn(other))
}

function askedIn({ prompt, picture, parameters, coordinates }: Case): object {
  return { prompt, picture: picture?.sha256 ?? null, parameters, coordinates }
}
