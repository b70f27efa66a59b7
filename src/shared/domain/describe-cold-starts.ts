import { countText, figureText } from '../units/count-text.ts'
import { formatDuration, formatMinutes } from '../units/duration.ts'
import { listText } from '../units/list-text.ts'
import type { ColdStartAnalysis, TrialAnalysis } from './analysis.ts'

type Known = { name: string; coldStart: ColdStartAnalysis }

/**
 * Who starts cold after idling, how often and what it costs, in sentences: those found cold by what they were found in at most, then those
 * that never were. Empty for a trial without probes, and before one has been told cold from warm.
 * @param nameOf the name of a contender
 */
export function describeColdStarts(
  { contenders }: Pick<TrialAnalysis, 'contenders'>,
  nameOf: (contenderId: string) => string,
): string[] {
  const probed = contenders.flatMap(({ contenderId, coldStart }): Known[] =>
    coldStart === null ? [] : [{ name: nameOf(contenderId), coldStart }],
  )
  const found = probed.filter(({ coldStart }) => coldStart.gaps.some(({ cold }) => cold > 0))
  const never = probed.filter((each) => !found.includes(each) && each.coldStart.gaps.some(({ warm }) => warm > 0))
  return [...found.map(describeCold), ...(never.length === 0 ? [] : [describeNever(never)])]
}

function describeCold({ name, coldStart: { gaps, penaltyMs } }: Known): string {
  // Of gaps after which it was as often cold, the shortest says most.
  const worst = gaps.reduce((left, right) => (shareOf(right) > shareOf(left) ? right : left))
  const told = worst.cold + worst.warm
  const how = `${name} was cold after ${formatMinutes(worst.gapMs / 60_000)} idle in ${figureText(worst.cold)} of ${countText(told, 'probe')}${intervalText(worst)}`
  if (penaltyMs.state !== 'known') return `${how}; too few to say what that costs.`
  const ends = `${formatDuration(Math.max(0, penaltyMs.low))} to ${formatDuration(penaltyMs.high)}`
  return penaltyMs.value <= 0
    ? `${how}; a cold start took no longer than a warm one.`
    : `${how}; a cold start costs ${formatDuration(penaltyMs.value)} more (${ends}, n ${figureText(penaltyMs.count)}).`
}

function describeNever(never: readonly Known[]): string {
  const warm = never.map(({ coldStart }) => coldStart.gaps.reduce((sum, gap) => sum + gap.warm, 0))
  return `${listText(never.map(({ name }) => name))} ${never.length === 1 ? 'was' : 'were'} never found cold in ${listText(warm.map((count) => figureText(count)))} probes.`
}

function shareOf({ coldShare }: ColdStartAnalysis['gaps'][number]): number {
  return coldShare.state === 'known' ? coldShare.value : -1
}

function intervalText({ coldShare }: ColdStartAnalysis['gaps'][number]): string {
  if (coldShare.state !== 'known') return ''
  return ` (${Math.round(coldShare.low * 100)} to ${Math.round(coldShare.high * 100)} %)`
}
