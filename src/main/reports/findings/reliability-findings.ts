import type { ContenderAnalysis } from '#shared/domain/analysis.ts'
import type { FailureClass } from '#shared/domain/sample.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { percentText } from '../wording.ts'
import { FAILURE_WORDS } from './failure-words.ts'
import type { Evidence, TrialEvidence } from './evidence.ts'

/** Who failed, how often and why; with the upper end of what n still allows, because no failure in 20 is not a promise. */
export function reliabilityFindings({ contenders }: TrialEvidence): string[] {
  const tried = contenders.filter(({ analysis }) => analysis.successRate.state === 'known')
  if (tried.length === 0) return []
  const failing = tried.filter(({ analysis }) => analysis.failed > 0)
  const refusing = contenders.filter(({ analysis }) => analysis.refused > 0)
  return [...failureTexts(tried, failing), ...refusing.map(refusals)]
}

/** Two contenders' failures have a sentence each; more are told in one, and by class in the report's table. */
function failureTexts(tried: readonly Evidence[], failing: readonly Evidence[]): string[] {
  if (failing.length === 0) return [noneFailed(tried)]
  if (failing.length <= 2) return failing.map(failures)
  const shares = failing.map(({ name, analysis }) => `${name} ${failedOf(analysis)}`)
  const never = tried.filter(({ analysis }) => analysis.failed === 0).map(({ name }) => name)
  return [`Failed: ${listText(shares)}.${never.length === 0 ? '' : ` ${listText(never)} never did.`}`]
}

function noneFailed(tried: readonly Evidence[]): string {
  const count = tried.reduce((total, { analysis }) => total + answered(analysis), 0)
  const worst = Math.max(...tried.map(({ analysis }) => allowedFailureShare(analysis)))
  const fewest = Math.min(...tried.map(({ analysis }) => answered(analysis)))
  return `Nobody failed in ${countText(count, 'sample')}. With n ${figureText(fewest)} a contender, a failure rate of up to ${percentText(worst)} could still have gone unseen.`
}

function failures({ name, analysis }: Evidence): string {
  const classes = Object.entries(analysis.failures)
    .toSorted(([, left], [, right]) => right - left)
    .map(([failureClass, count]) => countText(count, FAILURE_WORDS[failureClass as FailureClass]))
  return `${name} failed ${failedOf(analysis)}: ${listText(classes)}.`
}

/** "3 of 180 (1.7 %, up to 4.8 %)" */
function failedOf(analysis: ContenderAnalysis): string {
  const share = percentText(analysis.failed / answered(analysis))
  const upTo = percentText(allowedFailureShare(analysis))
  return `${figureText(analysis.failed)} of ${figureText(answered(analysis))} (${share}, up to ${upTo})`
}

function refusals({ name, analysis }: Evidence): string {
  return `${name}: the content filter said no ${countText(analysis.refused, 'time')}. Not counted as a failure.`
}

/** Samples that the service either drew or failed; refusals are neither. */
function answered(analysis: ContenderAnalysis): number {
  return analysis.succeeded + analysis.failed
}

/** Upper end of the 95 % interval of the share that fails, from 0 to 1. */
function allowedFailureShare({ successRate }: ContenderAnalysis): number {
  return successRate.state === 'known' ? 1 - successRate.low : 1
}
