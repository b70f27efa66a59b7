import { unbroken } from '#shared/units/unbroken.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'

/** What the measurements say of themselves, whatever anybody weighs. */
export function findingsSection({ analysis }: ReportEvidence): Markup | null {
  const findings = analysis.findings.filter((finding) => finding.kind !== 'limits')
  if (findings.length === 0) return null
  return markup`<section id="findings"><h2>What was found</h2><ul class="plain">${findings.map((finding) => markup`<li><bdi>${unbroken(finding.text)}</bdi></li>`)}</ul></section>`
}
