import { unbroken } from '#shared/units/unbroken.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { sentenceMarkup } from './decision/sentence-markup.ts'

/** What must be known before the answer and the numbers are believed. */
export function limitsSection({ analysis, contenders, decision }: ReportEvidence): Markup | null {
  const limits = analysis.findings.filter((finding) => finding.kind === 'limits').map((finding) => finding.text)
  const changed = contenders.flatMap(({ contender, analysis: { warnings } }) =>
    warnings.map(({ text, count }) => `${contender.name}, n ${count}: ${text}`),
  )
  const all = [
    ...decision.evaluation.recommendation.limits.map(({ parts }) => sentenceMarkup(parts)),
    ...[...limits, ...changed].map((text) => markup`<bdi>${unbroken(text)}</bdi>`),
  ]
  if (all.length === 0) return null
  return markup`<section id="limits"><h2>What this does not show</h2><ul class="plain">${all.map((said) => markup`<li>${said}</li>`)}</ul></section>`
}
