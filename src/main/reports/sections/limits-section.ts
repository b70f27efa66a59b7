import { unbroken } from '#shared/units/unbroken.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'

/** What must be known before the numbers are believed. */
export function limitsSection({ analysis, contenders }: ReportEvidence): Markup | null {
  const limits = analysis.findings.filter((finding) => finding.kind === 'limits').map((finding) => finding.text)
  const changed = contenders.flatMap(({ contender, analysis: { warnings } }) =>
    warnings.map(({ text, count }) => `${contender.name}, n ${count}: ${text}`),
  )
  const all = [...limits, ...changed]
  if (all.length === 0) return null
  return markup`<section><h2>What this does not show</h2><ul class="plain">${all.map((text) => markup`<li><bdi>${unbroken(text)}</bdi></li>`)}</ul></section>`
}
