import type { Contender } from '#shared/domain/plan.ts'
import type { ContenderRating } from '#shared/domain/rating.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ranksText, tiesText } from '#shared/votes/rating-words.ts'
import { linearScale } from '../charts/scale.ts'
import { STRIP_WIDTH, whiskerAxis, whiskerStrip } from '../charts/whisker-strip.ts'
import { markup, type Markup } from '../markup.ts'
import { contenderHeading } from './contender-label.ts'
import { shareFigure } from './estimate-cell.ts'

/**
 * How often each is preferred, with its interval, its ranks and its votes; in the order given.
 * @param words.share names the column of the shares: who prefers
 */
export function preferredTable(
  rated: readonly ContenderRating[],
  contenders: readonly Contender[],
  words: { label: string; share: string },
): Markup {
  const scale = linearScale(1, 14, STRIP_WIDTH - 22, 4)
  const rows = rated.map((rating) => {
    const contender = contenders.find(({ id }) => id === rating.contenderId)
    if (contender === undefined) throw new Error(`The plan has no contender ${rating.contenderId}.`)
    const { preferred } = rating
    return markup`<tr>${contenderHeading(contender)}<td class="figure">${whiskerStrip({
      position: contender.position,
      label: `How often ${contender.name} is preferred`,
      scale,
      median: preferred.state === 'known' ? preferred : null,
      ring: null,
      dot: null,
    })}</td>
<td>${shareFigure(preferred)}</td><td>${rankFigure(rating)}</td><td>${figureText(rating.wins)}</td><td>${figureText(rating.losses)}</td><td>${tiesText(rating)}</td></tr>
`
  })
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${words.label}"><table class="strips"><thead><tr><th scope="col">Contender</th><th scope="col"><span class="hidden">Chart</span></th><th scope="col">${words.share}</th><th scope="col">Rank</th><th scope="col">Won</th><th scope="col">Lost</th><th scope="col">Tied</th></tr></thead><tbody>${rows}</tbody><tfoot><tr><td></td><td class="figure">${whiskerAxis(scale, (share) => `${Math.round(share * 100)} %`)}</td><td colspan="5"></td></tr></tfoot></table></div>`
}

function rankFigure(rating: ContenderRating): Markup {
  const { ranks } = rating
  if (ranks === null) return markup`<span class="none">${ranksText(rating)}</span>`
  return ranks.best === ranks.worst ? markup`<b>${ranksText(rating)}</b>` : markup`${ranksText(rating)}`
}
