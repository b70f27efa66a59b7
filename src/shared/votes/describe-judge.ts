import type { Estimate } from '../domain/estimate.ts'
import type { JudgeAnalysis } from '../domain/judge-analysis.ts'
import { countText, figureText } from '../units/count-text.ts'
import { describeStandings, percentText, SIGNIFICANT, type RatingSentences } from './describe-ratings.ts'

/** What a run of a judge model says, in sentences that leave no doubt of who says it. @param nameOf the name of a contender */
export function describeJudge(analysis: JudgeAnalysis, nameOf: (contenderId: string) => string): RatingSentences {
  const { said, limits } = describeStandings({ ...analysis, votesToChangeWinner: null }, nameOf)
  return {
    said,
    limits: [
      ...describeAgreement(analysis),
      ...describeConsistency(analysis),
      ...describeSide(analysis),
      ...describeWithout(analysis),
      ...limits,
    ],
  }
}

function describeAgreement({ agreement: { all, decided }, voteCount }: JudgeAnalysis): string[] {
  if (voteCount === 0) return []
  if (all.state !== 'known') {
    return ['People have judged none of these pairs, so whether the judge sees what they see is not known.']
  }
  const both =
    decided.state === 'known'
      ? `; where both prefer one, ${shareText(decided)} of ${countText(decided.count, 'pair')}`
      : ''
  return [
    `It says what people say on ${shareText(all)} of ${countText(all.count, 'pair')} that both have judged${both}.`,
  ]
}

function describeConsistency({ consistency }: JudgeAnalysis): string[] {
  if (consistency.state !== 'known') return []
  return [
    `Asked in both orders, it said the same on ${shareText(consistency)} of ${countText(consistency.count, 'pair')}; every other pair is a tie.`,
  ]
}

function describeSide({ bySide: { first, second, pValue }, firstPlace }: JudgeAnalysis): string[] {
  if (pValue === null || pValue >= SIGNIFICANT || firstPlace.state !== 'known') return []
  const place = first > second ? 'first' : 'second'
  return [
    `It favours the ${place} place: of ${countText(first + second, 'pair')} on which it named a place and not a picture, ${figureText(Math.max(first, second))} went to the ${place}. Both orders are asked, so it favours no contender, but it blurs.`,
  ]
}

function describeWithout({ without }: JudgeAnalysis): string[] {
  const pairs = without.reduce((sum, each) => sum + each.pairs, 0)
  if (pairs === 0) return []
  const reasons = without.map((each) => `${each.reason} (${figureText(each.pairs)})`)
  return [`No vote on ${countText(pairs, 'pair')}, which neither won nor lost there: ${reasons.join(' ')}`]
}

function shareText(estimate: Extract<Estimate, { state: 'known' }>): string {
  return `${percentText(estimate.value)} (${percentText(estimate.low)} to ${percentText(estimate.high)})`
}
