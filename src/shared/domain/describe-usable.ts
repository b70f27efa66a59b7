import { countText, figureText } from '../units/count-text.ts'
import type { TrialAnalysis } from './analysis.ts'
import { gatesText } from './describe-checks.ts'

/**
 * How many pictures pass every automatic gate, in sentences: of all, then of each contender with one that does not or is not examined
 * yet. Empty where no picture came.
 * @param nameOf the name of a contender
 */
export function describeUsable(
  { contenders }: Pick<TrialAnalysis, 'contenders'>,
  nameOf: (contenderId: string) => string,
): string[] {
  const sum = (read: (gates: TrialAnalysis['contenders'][number]['gates']) => number): number =>
    contenders.reduce((total, { gates }) => total + read(gates), 0)
  const [pictures, usable, open] = [
    sum((gates) => gates.pictures),
    sum((gates) => gates.usable),
    sum((gates) => gates.open),
  ]
  if (pictures === 0) return []
  if (usable === pictures)
    return [
      `${pictures === 1 ? 'The one picture passes' : `All ${countText(pictures, 'picture')} pass`} every automatic gate.`,
    ]
  const known = pictures - open
  const head =
    open === pictures
      ? `None of ${countText(pictures, 'picture')} has been examined yet.`
      : `${figureText(usable)} of ${countText(known, 'picture')} ${usable === 1 ? 'passes' : 'pass'} every automatic gate${open === 0 ? '' : `; ${figureText(open)} ${open === 1 ? 'is' : 'are'} not examined yet`}.`
  const others = contenders.filter(({ gates }) => gates.usable < gates.pictures)
  return [head, ...others.map(({ contenderId, gates }) => `${nameOf(contenderId)}: ${gatesText(gates)}.`)]
}
