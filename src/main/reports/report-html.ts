import type { ReportTemplate } from '#shared/domain/report.ts'
import { harmlessLine, withoutControls } from '#shared/units/harmless-text.ts'
import { markup, trusted, type MarkupValue } from './markup.ts'
import type { ReportEvidence } from './report-evidence.ts'
import { REPORT_STYLE } from './report-style.ts'
import { checksSection } from './sections/checks-section.ts'
import { coldStartSection } from './sections/cold-start-section.ts'
import { costSection } from './sections/cost-section.ts'
import { changesSection } from './sections/decision/changes-section.ts'
import { decisionSection } from './sections/decision/decision-section.ts'
import { whySection } from './sections/decision/why-section.ts'
import { breakEvenSection } from './sections/economics/break-even-section.ts'
import { claimsSection } from './sections/economics/claims-section.ts'
import { ownershipSection } from './sections/economics/ownership-section.ts'
import { volumeSection } from './sections/economics/volume-section.ts'
import { fairnessSection } from './sections/fairness-section.ts'
import { findingsSection } from './sections/findings-section.ts'
import { judgesSection } from './sections/judges-section.ts'
import { latencySection } from './sections/latency-section.ts'
import { limitsSection } from './sections/limits-section.ts'
import { marksSection } from './sections/marks-section.ts'
import { masthead } from './sections/masthead.ts'
import { methodSection } from './sections/method-section.ts'
import { pictureChecksSection } from './sections/picture-checks-section.ts'
import { furtherPicturesSection, picturesSection } from './sections/pictures-section.ts'
import { reliabilitySection } from './sections/reliability-section.ts'
import { summarySection } from './sections/summary-section.ts'
import { votesSection } from './sections/votes-section.ts'

/** No script, nothing from elsewhere: what is not in the file does not load. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

type Section = (evidence: ReportEvidence) => MarkupValue

const ANSWER: readonly Section[] = [summarySection, whySection]

/** Who was compared and how alike, then what was found, kind by kind. */
const FOUND: readonly Section[] = [
  findingsSection,
  fairnessSection,
  latencySection,
  reliabilitySection,
  coldStartSection,
  costSection,
  volumeSection,
  breakEvenSection,
  ownershipSection,
  claimsSection,
  picturesSection,
  votesSection,
  judgesSection,
  marksSection,
  pictureChecksSection,
]

const METHOD: readonly Section[] = [limitsSection, checksSection, methodSection, furtherPicturesSection]

const SECTIONS: Readonly<Record<ReportTemplate, readonly Section[]>> = {
  full: [...ANSWER, ...FOUND, decisionSection, changesSection, ...METHOD],
  'one-page': [summarySection, changesSection, limitsSection],
  appendix: [...FOUND, decisionSection, ...METHOD],
}

/** Whether a template has pictures at all: reading and reducing them takes most of the time of a report. */
export const SHOWS_PICTURES: Readonly<Record<ReportTemplate, boolean>> = {
  full: true,
  'one-page': false,
  appendix: true,
}

/** The decision report as one self-contained HTML document. The same evidence gives the same bytes. */
export function reportHtml(evidence: ReportEvidence): string {
  const { trial } = evidence
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${harmlessLine(trial.plan.name)} · Assay report${trial.practice ? ' (practice data)' : ''}</title>
<style>${trusted(REPORT_STYLE)}</style>
</head>
<body class="${evidence.options.template}">
${masthead(evidence)}
<main>
${SECTIONS[evidence.options.template].map((section) => section(evidence))}
</main>
</body>
</html>
`
  return withoutControls(page.toString())
}
