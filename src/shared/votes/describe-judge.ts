import type { Estimate } from '../domain/estimate.ts'
import type { JudgeAnalysis } from '../domain/judge-analysis.ts'
import { countText, figureText } from '../units/count-text.ts'
import { describeStandings, percentText, SIGNIFICANT, type RatingSentences } from './describe-ratings.ts'

/** What a run of a judge model says, in sentences that leave no doubt of who says it. @param nameOf the name of a contender */
export function describeJudge(analysis: JudgeAnalysis, nameOf: (contenderId: string) => string): RatingSentences {
  // Without a vote there is nothing to stand: only why there is none.
  if (analysis.voteCount === 0) return { said: [], limits: describeWithout(analysis) }
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

/** Where `said` is empty. */
export const TOO_FEW_ANSWERS = 'Too few answers to say which it prefers.'

/** The shares that tell how far a judge can be believed, with what they are called. */
export function judgeFigures({
  agreement,
  consistency,
  firstPlace,
}: JudgeAnalysis): { name: string; estimate: Estimate }[] {
  return [
    { name: 'Says what people say', estimate: agreement.all },
    { name: 'The same in both orders', estimate: consistency },
    { name: 'Names the first place', estimate: firstPlace },
  ]
}

function describeAgreement({ agreement: { all, decided } }: JudgeAnalysis): string[] {
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
