import type { MonthCost } from '#shared/domain/month-cost.ts'
import { COST_ITEM_NAMES } from '#shared/economics/cost-item-names.ts'
import { figureText } from '#shared/units/count-text.ts'
import { formatUsd } from '#shared/units/money.ts'
import { sentence } from '#shared/units/sentence.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { markup, type Markup, type MarkupValue } from '../../markup.ts'
import { contenderLabel } from '../contender-label.ts'
import type { CostedContender } from './by-own-cost.ts'
import { NOT_KNOWN } from './money-cells.ts'

/** What a month at the reader's own volume is made of, contender by contender, and what is not in it. */
export function itemsTable(ranked: readonly CostedContender[], imagesPerMonth: number): Markup {
  return markup`<h3>What ${figureText(imagesPerMonth)} pictures are made of</h3>
<p class="note">To the cent; before rounding the items add up to the whole.</p>
<div class="scroll long" tabindex="0" role="region" aria-label="What a month is made of"><table class="items"><thead><tr><th scope="col">Contender</th><th scope="col">A month</th><th scope="col" class="text">Item</th><th scope="col" class="text">How it comes about</th></tr></thead>${ranked.map(
    ({ contender, costs: { own } }) => markup`<tbody>${rowsOf(markup`${contenderLabel(contender)}`, own)}</tbody>`,
  )}</table></div>`
}

function rowsOf(label: Markup, month: MonthCost): MarkupValue[] {
  if (month.state === 'unknown') {
    return [row(label, NOT_KNOWN, 'in all', month.reason)]
  }
  const whole = markup`<span class="q"><b>${formatUsd(Math.round(month.total.value), 2)}</b></span>`
  return [
    row(label, whole, 'in all', ''),
    ...month.items.map(({ kind, amountMicros, words }) =>
      row(null, markup`<span class="q">${formatUsd(amountMicros, 2)}</span>`, COST_ITEM_NAMES[kind], words),
    ),
    ...month.notCounted.map((words) => row(null, markup`<span class="none">not counted</span>`, 'not known', words)),
  ]
}

function row(label: Markup | null, amount: Markup, item: string, words: string): Markup {
  return markup`<tr>${label === null ? markup`<td></td>` : markup`<th scope="rowgroup">${label}</th>`}<td>${amount}</td><td class="text">${sentence(item)}</td><td class="text"><bdi>${unbroken(words)}</bdi></td></tr>
`
}
