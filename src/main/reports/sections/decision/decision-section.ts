import { SCENARIOS } from '#shared/decision/scenarios.ts'
import { figureText } from '#shared/units/count-text.ts'
import { formatMinutes } from '#shared/units/duration.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportDecision, ReportEvidence } from '../../report-evidence.ts'
import { percentText } from '../../wording.ts'
import { instantText } from '../instant-text.ts'
import { constraintsPart } from './constraints-part.ts'
import { criteriaPart } from './criteria-part.ts'
import { frontPart } from './front-part.ts'
import { weightsPart } from './weights-part.ts'

/** How the answer comes about: what was wanted, what is known by it, who is excluded, who wins at which weights. */
export function decisionSection(evidence: ReportEvidence): Markup {
  const { decision } = evidence
  return markup`<section id="decision"><h2>The decision</h2>
<p>${scenarioText(decision)}</p>
<p class="note">${versionText(decision)} ${weighingText(decision)}</p>
${criteriaPart(evidence)}
${constraintsPart(evidence)}
${weightsPart(evidence)}
${frontPart(evidence)}</section>`
}

function scenarioText({ settings: { scenario, imagesPerMonth, traffic } }: ReportDecision): string {
  const title = scenario === 'own' ? 'A scenario of one’s own' : SCENARIOS[scenario].title
  const idle =
    traffic.shareAfterGap === 0
      ? 'no picture is asked for after a pause that a worker could fall asleep in'
      : `${percentText(traffic.shareAfterGap)} of them asked for after a pause, usually of ${formatMinutes(traffic.gapMinutes)}`
  return `${title}: ${figureText(imagesPerMonth)} pictures a month, ${idle}.`
}

function versionText({ version, savedAt }: ReportDecision): string {
  return savedAt === null
    ? 'Nobody has said yet what counts in this trial: these are the settings that everybody begins with.'
    : `Settings of version ${version}, kept ${instantText(savedAt)}.`
}

function weighingText({ evaluation: { consistency } }: ReportDecision): string {
  if (consistency === null) return 'Weights were set one by one.'
  if (consistency.state === 'incomplete')
    return 'Weights come from comparisons of two criteria, of which some are missing.'
  return `Weights come from comparisons of two criteria (consistency ratio ${consistency.ratio.toFixed(2)}; below 0.10 they are taken to fit together).`
}
