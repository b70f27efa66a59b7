import { countText } from '../units/count-text.ts'
import { formatMinutes } from '../units/duration.ts'
import { describeLoad } from './describe-load.ts'
import type { FrozenPlan } from './plan.ts'

/** How a plan's samples are arranged, in sentences: load, warm-ups, blocks, probes, stop rules. What it has not is left out. */
export function describeDesign(plan: FrozenPlan): string[] {
  const { warmUp, blocks, seedChecks, coldProbes, axes, stop } = plan
  const label = describeLoad(plan)
  return [
    `${label.charAt(0).toUpperCase()}${label.slice(1)}.`,
    ...(axes.length === 0
      ? []
      : [`Varied: ${axes.map(({ name, values }) => `${name} (${values.join(', ')})`).join('; ')}.`]),
    ...(warmUp === 0
      ? []
      : [`${countText(warmUp, 'warm-up')} of each contender first, kept and left out of every number but the money.`]),
    ...(blocks === null
      ? []
      : [
          `Repeats shared out to ${countText(blocks.count, 'block')}, one every ${formatMinutes(blocks.everyMinutes)}.`,
        ]),
    ...(seedChecks === undefined
      ? []
      : [
          `After the last picture ${countText(seedChecks.pairs, 'seed check')} of each contender that takes a seed: a picture asked for once more, kept and left out of every number but the money.`,
        ]),
    ...(coldProbes === null
      ? []
      : [
          `At the end ${countText(coldProbes.probes, 'probe')} of each contender after each idle gap of ${coldProbes.gapsMinutes.map(formatMinutes).join(', ')}.`,
        ]),
    ...describeStopRules(stop),
  ]
}

function describeStopRules({ errorShare, errorWindow, afterMinutes, whenSaturated }: FrozenPlan['stop']): string[] {
  const rules = [
    ...(errorShare === undefined
      ? []
      : [`more than ${Math.round(errorShare * 1000) / 10} % of its last ${errorWindow} samples failed`]),
    ...(whenSaturated ? ['its latency and its requests in flight both rose'] : []),
    ...(afterMinutes === undefined ? [] : [`${formatMinutes(afterMinutes)} were over`]),
  ]
  return rules.length === 0 ? [] : [`A contender was to stop when ${rules.join(', or when ')}.`]
}
