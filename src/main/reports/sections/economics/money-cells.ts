import type { AmountInterval, MonthCost, UsableCost } from '#shared/domain/month-cost.ts'
import { perMonthText, perPictureText, machinesText } from '#shared/economics/money-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { imagePlaces } from '#shared/units/write-estimate.ts'
import { markup, type Markup } from '../../markup.ts'

/** A month: the amount, its interval below it, and for machines how many there are and how well they are used. */
export function monthCell(month: MonthCost): Markup {
  if (month.state === 'unknown') return NOT_KNOWN
  const { total, use } = month
  return markup`${amount(total, perMonthText)}${use === null ? null : markup`<small>${machinesText(use)}</small>`}`
}

/** Over the columns of months; `own` is the reader’s volume. */
export function volumeHeads(volumes: readonly number[], own: number): Markup[] {
  return volumes.map(
    (volume) =>
      markup`<th scope="col">${figureText(volume)}${volume === own ? markup`<small>your volume</small>` : null}</th>`,
  )
}

export function usableCell(cost: UsableCost | undefined): Markup {
  if (cost === undefined || cost.state === 'unknown') return NOT_KNOWN
  const places = imagePlaces(cost.value)
  return amount(cost, (micros) => perPictureText(micros, places))
}

export const NOT_KNOWN = markup`<span class="none">not known</span>`

function amount({ value, low, high }: AmountInterval, write: (micros: number) => string): Markup {
  const [least, most] = [write(low), write(high)]
  return markup`<span class="q"><b>${write(value)}</b></span>${least === most ? null : markup`<small>${least} – ${most}</small>`}`
}
