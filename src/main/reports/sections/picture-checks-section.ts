import { failuresText, togetherTexts, trippedText, UNIT_WORDS, valueText } from '#shared/domain/describe-checks.ts'
import { SOFT_CHECKS, SoftCheckName } from '#shared/domain/soft-check.ts'
import type { SoftSummary } from '#shared/domain/trial-checks.ts'
import { describeAgreement } from '#shared/votes/describe-agreement.ts'
import { figureText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportContender, ReportEvidence } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'
import { perPictureFigure } from './estimate-cell.ts'

/** Which pictures are of use, what one of them costs, and what was measured in all of them. */
export function pictureChecksSection({ contenders, checks }: ReportEvidence): Markup {
  const agreement = describeAgreement(checks.agreement)
  const heads = SoftCheckName.options.map((name) => {
    const { title, unit } = SOFT_CHECKS[name]
    const words = UNIT_WORDS[unit]
    return markup`<th scope="col">${title}${words === null ? null : markup`<small>${words}</small>`}</th>`
  })
  return markup`<section id="picture-checks"><h2>What automatic checks found</h2>
<p class="note">A picture is usable if it decodes, has the format and size that were asked for, is not black, blank or flat, and does not repeat one of another seed or prompt, in bytes or pixels. A usable picture costs all charges, those of failures and refusals included, over the usable pictures alone.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Usable pictures"><table><thead><tr><th scope="col">Contender</th><th scope="col">Pictures</th><th scope="col">Usable</th><th scope="col">A usable picture</th><th scope="col" class="text">Why not usable</th></tr></thead><tbody>${contenders.map(gateRow)}</tbody></table></div>
<h3>Measured in the pictures</h3>
<p class="note">Medians, each at the size the picture came in. They tell pictures apart and decide nothing: no score is made of them.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Measured in the pictures"><table><thead><tr><th scope="col">Contender</th>${heads}<th scope="col" class="text">Together</th></tr></thead><tbody>${contenders.map(softRow)}</tbody></table></div>
<ul class="plain note">${SoftCheckName.options.map((name) => markup`<li>${SOFT_CHECKS[name].title} (version ${SOFT_CHECKS[name].version}): ${SOFT_CHECKS[name].measures}</li>`)}</ul>
${
  agreement.length === 0
    ? null
    : markup`<h3>Whether they agree with the reviewers</h3><p class="note">Pairs of pictures of one prompt of which reviewers preferred one: how often it was the one with the better value, with its 95 % interval, which is rather too narrow, because votes on one prompt hang together.</p><ul class="plain">${agreement.map((text) => markup`<li>${text}</li>`)}</ul>`
}</section>`
}

function gateRow({ contender, analysis: { gates } }: ReportContender): Markup {
  const cost =
    gates.open > 0
      ? markup`<span class="none">not known yet</span>`
      : gates.costPerUsableMicros.state === 'too-few'
        ? markup`<span class="none">none usable</span>`
        : perPictureFigure(gates.costPerUsableMicros)
  return markup`<tr>${contenderHeading(contender)}<td>${figureText(gates.pictures)}</td><td>${figureText(gates.usable)}</td><td>${cost}</td><td class="text">${failuresText(gates) ?? 'all are'}</td></tr>
`
}

function softRow({ contender, pictureChecks }: ReportContender): Markup {
  return markup`<tr>${contenderHeading(contender)}${pictureChecks.soft.map(softCell)}<td class="text">${togetherTexts(pictureChecks).join(' ')}</td></tr>
`
}

function softCell(summary: SoftSummary): Markup {
  const { name, median, measured } = summary
  const notes = [
    trippedText(summary),
    summary.unmeasured === 0 ? null : `${figureText(summary.unmeasured)} not measured`,
  ]
  const small = notes.flatMap((note) => (note === null ? [] : markup`<small>${note}</small>`))
  if (median.state !== 'known') {
    const why = measured === 0 ? 'not measured' : `needs n ${median.state === 'too-few' ? median.neededCount : 0}`
    return markup`<td><span class="none">${why}</span>${measured === 0 ? null : small}</td>`
  }
  return markup`<td><span class="q"><b>${valueText(name, median.value)}</b><span class="i">${valueText(name, median.low)} to ${valueText(name, median.high)}</span></span>${small}</td>`
}
