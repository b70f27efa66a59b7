import type { ConstraintVerdict } from '#shared/domain/decision-evaluation.ts'
import { countText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'
import { contenderHeading } from '../contender-label.ts'
import { sentenceMarkup } from './sentence-markup.ts'

const VERDICT_WORDS: Readonly<Record<ConstraintVerdict['verdict'], string>> = {
  kept: 'kept',
  broken: 'broken: excluded',
  open: 'can’t be told: stays',
}

/** Who keeps the limits, and who is left out because of them or because it drew nothing. */
export function constraintsPart({ decision, trial }: ReportEvidence): Markup {
  const { evaluation, evidence } = decision
  const rows = trial.plan.contenders.flatMap((contender) => {
    const standing = evaluation.contenders.find(({ contenderId }) => contenderId === contender.id)
    return (standing?.constraints ?? []).map(
      ({ reason, verdict }) =>
        markup`<tr>${contenderHeading(contender)}<td class="text">${sentenceMarkup(reason)}</td><td class="text">${VERDICT_WORDS[verdict]}</td></tr>
`,
    )
  })
  const silent = evaluation.contenders.flatMap(({ contenderId, standing }) =>
    standing === 'no-pictures' ? evidence.contenders.filter((each) => each.contenderId === contenderId) : [],
  )
  return markup`<h3 id="constraints">Limits</h3>
<p class="note">A limit excludes where all that the interval leaves open breaks it. Where the interval holds the limit, or nothing is known, the contender stays. One that gave no picture is left out whatever the limits.</p>
${
  rows.length === 0
    ? markup`<p>No limit is set, so that none excludes anybody.</p>`
    : markup`<div class="scroll" tabindex="0" role="region" aria-label="Limits"><table class="words"><thead><tr><th scope="col">Contender</th><th scope="col" class="text">Limit, and what was found</th><th scope="col" class="text">Verdict</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
${silent.map(({ name, asked }) => markup`<p><bdi>${name}</bdi> gave no picture in ${countText(asked, 'sample')} and is left out.</p>`)}`
}
