import type { FairnessParameter, FairnessRow, ValueCount } from '#shared/domain/fairness.ts'
import { figureText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { cutText } from '../cut-text.ts'
import { contenderHeading } from './contender-label.ts'

const LONGEST_VALUE = 40
const MOST_VALUES = 2

/** What was asked, sent and returned, and whether that makes the contenders alike. */
export function fairnessSection({ trial, analysis }: ReportEvidence): Markup | null {
  const { fairness } = analysis
  if (fairness.length === 0) return null
  const { contenders } = trial.plan
  return markup`<section id="fairness"><h2>Like for like?</h2>
<p class="note">What was asked of each contender, what was sent after its adapter’s warnings, and what came back: size and format read from the pictures, the seed as reported. A difference is only claimed where both sides are known.</p>
${fairness.map(
  (parameter) => markup`<h3>${sentence(parameter.parameter)} ${verdictMark(parameter)}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="${`Like for like: ${parameter.parameter}`}"><table><thead><tr><th scope="col">Contender</th><th scope="col">n</th><th scope="col" class="text">Asked</th><th scope="col" class="text">Sent</th><th scope="col" class="text">Returned</th><th scope="col" class="text">Verdict</th></tr></thead><tbody>${parameter.rows.map(
    (row) => {
      const contender = contenders.find(({ id }) => id === row.contenderId)
      return contender === undefined ? null : ledgerRow(row, contenderHeading(contender))
    },
  )}</tbody></table></div>
`,
)}</section>`
}

function ledgerRow(row: FairnessRow, heading: Markup): Markup {
  const { count, asked, sent, returned, verdict, reason, parameter } = row
  const left = parameter === 'safety' ? 'nothing' : 'left to the model'
  return markup`<tr>${heading}<td>${figureText(count)}</td><td class="text"><bdi>${valuesText(asked, left)}</bdi></td><td class="text"><bdi>${valuesText(sent, 'nothing')}</bdi></td><td class="text"><bdi>${valuesText(returned, 'not said')}</bdi></td><td class="text">${verdict === 'not-like-for-like' ? markup`<span class="alarm">not like for like</span>` : verdict === 'like-for-like' ? 'like for like' : 'not known'}${reason === null ? null : markup`<small><bdi>${reason}</bdi></small>`}</td></tr>
`
}

function verdictMark({ verdict, reason }: FairnessParameter): Markup | null {
  if (verdict === 'like-for-like') return null
  if (verdict === 'not-known') return markup`<span class="none">not known: ${reason}</span>`
  return markup`<span class="alarm">not like for like: <bdi>${reason}</bdi></span>`
}

/** The commonest values, each with its number where there are several. */
function valuesText(values: readonly ValueCount[], none: string): string {
  if (values.length === 0) return none
  const named = values.slice(0, MOST_VALUES).map(({ value, count }) => {
    const text = value === null ? none : cutText(value, LONGEST_VALUE)
    return values.length === 1 ? text : `${text} (${figureText(count)})`
  })
  const rest = values.length - MOST_VALUES
  return rest > 0 ? `${named.join(', ')}, ${figureText(rest)} more` : named.join(', ')
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
