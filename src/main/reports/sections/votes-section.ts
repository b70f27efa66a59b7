import type { Contender } from '#shared/domain/plan.ts'
import type { PairRating, RatingAnalysis } from '#shared/domain/rating.ts'
import { QUESTION_WORDS } from '#shared/domain/vote.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { describeRatings } from '#shared/votes/describe-ratings.ts'
import { chanceText } from '#shared/votes/rating-words.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { contenderHeading, contenderLabel } from './contender-label.ts'
import { preferredTable } from './preferred-table.ts'

type Group = RatingAnalysis['groups'][number]

/** What blind votes say, each question apart; null where nobody has voted. */
export function votesSection({ ratings, trial }: ReportEvidence): Markup | null {
  if (ratings.length === 0) return null
  return markup`<section id="votes"><h2>What reviewers preferred</h2>
<p class="note">Blind votes on pictures of one prompt: names, prices and numbers hidden, sides random, some shown again with sides swapped. Preferred: how often a contender would be preferred to the others, a tie half, by all votes together (Bradley–Terry with ties). Marker: the share · bar: 95 % interval · rank: where it may stand.</p>
${ratings.map((rating) => questionPart(rating, trial.plan.contenders))}</section>`
}

function questionPart(rating: RatingAnalysis, contenders: readonly Contender[]): Markup {
  const nameOf = (contenderId: string): string => contenders.find(({ id }) => id === contenderId)?.name ?? contenderId
  const { said, limits } = describeRatings(rating, nameOf)
  const judged = `${countText(rating.voteCount, 'pair')} judged, on ${countText(rating.promptCount, 'prompt')}, by ${countText(rating.reviewers.length, 'reviewer')}.`
  const texts = said.length === 0 ? ['Too few votes to say who is preferred.'] : said
  const groups = rating.groups.filter((group) => group.contenders.length > 1)
  return markup`<h3>${QUESTION_WORDS[rating.question]}</h3>
<ul class="plain">${texts.map((text) => markup`<li><bdi>${unbroken(text)}</bdi></li>`)}</ul>
<p class="note">${judged} ${limits.map((text) => markup`<bdi>${unbroken(text)}</bdi> `)}</p>
${groups.map(
  (group) =>
    markup`${preferredTable(group.contenders, contenders, {
      label: `How often each is preferred: ${QUESTION_WORDS[rating.question]}`,
      share: 'Preferred',
    })}${chanceTable(group, contenders, rating)}`,
)}`
}

function chanceTable(
  { contenders: rated, pairs }: Group,
  contenders: readonly Contender[],
  { question }: RatingAnalysis,
): Markup {
  const named = rated.flatMap(({ contenderId }) => contenders.find(({ id }) => id === contenderId) ?? [])
  const rows = named.map(
    (row) => markup`<tr>${contenderHeading(row)}${named.map((column) => chanceCell(row, column, pairs))}</tr>
`,
  )
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${`Chance that the row is better than the column: ${QUESTION_WORDS[question]}`}"><table><thead><tr><th scope="col">Better than the column</th>${named.map((contender) => markup`<th scope="col">${contenderLabel(contender)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>
<p class="note">Chance that the row is better than the column, given the votes. n: votes on just these two. Bold: settled at 95 %; else how many votes more would settle it, where that can be said.</p>`
}

function chanceCell(row: Contender, column: Contender, pairs: readonly PairRating[]): Markup {
  const pair = pairs.find(
    ({ first, second }) => (first === row.id && second === column.id) || (first === column.id && second === row.id),
  )
  if (pair === undefined) return markup`<td><span class="hidden">itself</span></td>`
  const chance = chanceText(pair.first === row.id ? pair.firstIsBetter : 1 - pair.firstIsBetter)
  const more = pair.isSettled || pair.moreVotes === null ? '' : `, ${figureText(pair.moreVotes)} more`
  return markup`<td>${pair.isSettled ? markup`<b>${chance}</b>` : chance}<small>n ${figureText(pair.votes)}${more}</small></td>`
}
