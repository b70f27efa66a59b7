import { countMarks, type MarkCounts } from '#shared/domain/mark-counts.ts'
import { MOST_STARS } from '#shared/domain/mark.ts'
import { figureText } from '#shared/units/count-text.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { contenderHeading } from './contender-label.ts'

/** What was noted of pictures whose contender was known; null where nobody has marked any. */
export function marksSection({ marks, contenders }: ReportEvidence): Markup | null {
  if (marks.length === 0) return null
  const rows = contenders.flatMap((lane) => lane.rows)
  const counts = countMarks(
    contenders.map(({ contender }) => contender.id),
    rows,
    marks,
  )
  return markup`<section><h2>Marked by eye</h2>
<p class="note">Counts of pictures that were marked by someone who saw whose they were: no rates, and no part of what reviewers preferred.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Marks"><table><thead><tr><th scope="col">Contender</th><th scope="col">Passed</th><th scope="col">Rejected</th>${STARS.map((stars) => markup`<th scope="col">${stars}</th>`)}<th scope="col">Noted</th><th scope="col">Tags</th></tr></thead><tbody>${contenders.map(
    ({ contender }, index) => markup`<tr>${contenderHeading(contender)}${cells(counts[index])}</tr>
`,
  )}</tbody></table></div></section>`
}

const STARS = Array.from({ length: MOST_STARS }, (_, index) => '★'.repeat(index + 1))

function cells(counts: MarkCounts | undefined): Markup | null {
  if (counts === undefined) return null
  const { passed, rejected, byStars, withNote, byTag } = counts
  return markup`${[passed, rejected, ...byStars, withNote].map((count) => markup`<td>${figureText(count)}</td>`)}<td><bdi>${byTag.map(([tag, count]) => `${tag} ${figureText(count)}`).join(', ')}</bdi></td>`
}
