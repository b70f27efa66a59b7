import { perPictureText } from '#main/reports/wording.ts'
import type { PlanEstimate, PlannedWork } from '#shared/contract/plan.ts'
import { adviceSentences, differenceText } from '#shared/domain/advice-sentences.ts'
import { describePercentiles } from '#shared/domain/describe-percentiles.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { ROLE_WORDS } from '#shared/domain/role-words.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { formatMinutes, formatWaitRange } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { plainTable } from './plain-table.ts'

/** What a plan comes to, for people: what the page says of it beside its form. */
export function estimateWords(plan: Plan, estimate: PlanEstimate): string {
  const nameOf = (contenderId: string): string =>
    plan.contenders.find(({ id }) => id === contenderId)?.name ?? contenderId
  const { added, load, notes } = estimate
  const asked =
    added === null ? samplesWords(estimate) : `${samplesWords(added)} to add, ${samplesWords(estimate)} in all`
  return [
    `${plan.name}: ${asked}. Load: ${load}.`,
    '',
    `It will cost    ${costWords(added ?? estimate, nameOf)}`,
    ...(added === null ? [] : [`  in all        ${costWords(estimate, nameOf)}`]),
    `It will take    ${durationWords(added ?? estimate)}`,
    ...(added === null ? [] : [`  in all        ${durationWords(estimate)}`]),
    `It will show    ${describePercentiles(estimate)
      .map(({ percentiles, says }) => `${percentiles}: ${says}`)
      .join('; ')}`,
    ...(estimate.advice === null ? [] : [`It can tell     ${adviceWords(estimate.advice, nameOf)}`]),
    '',
    contenderTable(estimate, nameOf),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.map(({ contenderId, text }) => (contenderId === null ? text : `${nameOf(contenderId)}: ${text}`)),
  ].join('\n')
}

type NameOf = (contenderId: string) => string

function samplesWords({ samples, byRole }: PlannedWork): string {
  const roles = byRole.map((role) => `${ROLE_WORDS[role.role].toLowerCase()} ${figureText(role.samples)}`)
  return `${countText(samples, 'sample')}${roles.length > 1 ? ` (${roles.join(', ')})` : ''}`
}

function costWords({ cost, askedContenders, unknownPriceContenders: unknown }: PlannedWork, nameOf: NameOf): string {
  if (unknown.length > 0 && unknown.length === askedContenders.length)
    return 'not known: what a picture costs is known after the first'
  const high = formatUsd(cost.highMicros, 4)
  const range = cost.lowMicros === cost.highMicros ? high : `${formatUsd(cost.lowMicros, 4)} to ${high}`
  if (unknown.length === 0) return range
  return `${range}, without ${unknown.map(nameOf).join(', ')}: what a picture costs there is known after the first`
}

function durationWords({ duration }: PlannedWork): string {
  if (duration === null) return 'not known: none of these has been timed on this machine'
  const idle = duration.idleMs > 0 ? ` and ${formatMinutes(duration.idleMs / 60_000)} of idle gaps after it` : ''
  return `${formatWaitRange(duration.lowMs, duration.highMs)}${idle}, ${duration.basis}`
}

function adviceWords(advice: NonNullable<PlanEstimate['advice']>, nameOf: NameOf): string {
  const { ratio, typicalMs, basis } = advice
  const smallest =
    ratio === null
      ? 'no difference in median latency'
      : `a difference of ${differenceText(ratio - 1, typicalMs)} in median latency, 8 times in 10`
  return [`${smallest}, from ${basis}.`, ...adviceSentences(advice, nameOf)].join('\n                ')
}

function contenderTable({ perContender }: PlanEstimate, nameOf: NameOf): string {
  const rows = perContender.flatMap(({ contenderId, perImageMicros, basis, steps }) => [
    [nameOf(contenderId), priceWords(perImageMicros), basis],
    ...(steps.length > 1
      ? steps.map((step, index) => [`  ${index + 1}. ${step.modelName}`, priceWords(step.perImageMicros), step.basis])
      : []),
  ])
  return plainTable(['contender', 'a picture', 'how it is known'], rows, ['left', 'right', 'left'])
}

function priceWords(micros: number | null): string {
  return micros === null ? 'not known' : perPictureText(micros)
}
