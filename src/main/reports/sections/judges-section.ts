import type { JudgeAnalysis } from '#shared/domain/judge-analysis.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { QUESTION_WORDS } from '#shared/domain/vote.ts'
import { figureText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { describeJudge, judgeFigures, TOO_FEW_ANSWERS } from '#shared/votes/describe-judge.ts'
import { judgeProgressText } from '#shared/votes/judge-progress-text.ts'
import { markup, type Markup } from '../markup.ts'
import type { RatedJudge } from '#shared/domain/results.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { shareFigure } from './estimate-cell.ts'
import { instantText } from './instant-text.ts'
import { preferredTable } from './preferred-table.ts'

/** What judge models say, each run apart from the others and all of them apart from people; null where none was asked. */
export function judgesSection({ judges, trial }: ReportEvidence): Markup | null {
  if (judges.length === 0) return null
  return markup`<section><h2>What judge models say, not people</h2>
<p class="note">A model that sees was sent the question, the prompt and two pictures, never a name or a price, and each pair in both orders: where they disagree, the pair is a tie. An answer that can’t be read, or a refusal, is no vote. It is rated as votes are, and counts for nothing else in this report.</p>
${judges.map((judge) => judgePart(judge, trial.plan.contenders))}</section>`
}

function judgePart(judge: RatedJudge, contenders: readonly Contender[]): Markup {
  const { run, tally, analyses } = judge
  const reason = run.statusReason === null ? null : markup`<p class="note"><bdi>${unbroken(run.statusReason)}</bdi></p>`
  return markup`<h3>Judge <bdi>${run.modelId}</bdi></h3>
<p class="note">${judgeProgressText({ run, ...tally })} · asked from ${instantText(run.startedAt)} · wording ${run.promptVersion} · pictures to ${figureText(run.pictureSide)} px</p>${reason}
${beliefTable(judge)}
${analyses.map((analysis) => questionPart(analysis, judge, contenders))}`
}

/** What tells how far a judge can be believed, a question a row; null where it gave no vote that could be. */
function beliefTable({ run, analyses }: RatedJudge): Markup | null {
  const [first] = analyses
  if (first === undefined || analyses.every(({ voteCount }) => voteCount === 0)) return null
  const rows = analyses.map(
    (
      analysis,
    ) => markup`<tr><th scope="row">${QUESTION_WORDS[analysis.question]}</th><td>${figureText(analysis.voteCount)}</td>${judgeFigures(analysis).map(({ estimate }) => markup`<td>${shareFigure(estimate)}${estimate.state === 'known' ? markup`<small>n ${figureText(estimate.count)}</small>` : null}</td>`)}</tr>
`,
  )
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${`How far the judge ${run.modelId} can be believed`}"><table><thead><tr><th scope="col">Question</th><th scope="col">Pairs with a vote</th>${judgeFigures(first).map(({ name }) => markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`
}

function questionPart(analysis: JudgeAnalysis, { run }: RatedJudge, contenders: readonly Contender[]): Markup {
  const nameOf = (contenderId: string): string => contenders.find(({ id }) => id === contenderId)?.name ?? contenderId
  const { said, limits } = describeJudge(analysis, nameOf)
  const texts = said.length === 0 ? [TOO_FEW_ANSWERS] : said
  const question = QUESTION_WORDS[analysis.question]
  return markup`<h4>${question}</h4>
<ul class="plain">${texts.map((text, index) => markup`<li>${index === 0 && said.length > 0 ? 'By this judge: ' : ''}<bdi>${unbroken(text)}</bdi></li>`)}</ul>
<p class="note">${limits.map((text) => markup`<bdi>${unbroken(text)}</bdi> `)}</p>
${analysis.groups
  .filter((group) => group.contenders.length > 1)
  .map((group) =>
    preferredTable(group.contenders, contenders, {
      label: `How often the judge ${run.modelId} prefers each: ${question}`,
      share: 'Judge prefers',
    }),
  )}`
}
