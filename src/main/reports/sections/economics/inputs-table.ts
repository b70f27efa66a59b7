import type { Billing, CostBasis } from '#shared/domain/cost-basis.ts'
import type { SourcedValue } from '#shared/domain/sourced-value.ts'
import { averagedText } from '#shared/economics/averaged-text.ts'
import { curveText } from '#shared/economics/stop-curve.ts'
import { SOURCE_WORDS } from '#shared/economics/source-words.ts'
import { numberText, perPictureText, shareText, spanText, unitsText } from '#shared/economics/money-words.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { describeAmount } from '#shared/units/price-words.ts'
import { markup, type Markup } from '../../markup.ts'
import { contenderHeading } from '../contender-label.ts'
import type { CostedContender } from './by-own-cost.ts'
import { NOT_KNOWN } from './money-cells.ts'

/** The numbers that months are reckoned from, each with how it is known. */
export function inputsTable(ranked: readonly CostedContender[]): Markup {
  const rows = ranked.map(
    ({ contender, costs: { basis } }) => markup`<tr>${contenderHeading(contender)}
<td class="text">${priceCell(basis)}</td><td>${rateCell(basis.billing)}</td><td>${failedCell(basis)}</td>
<td>${sourcedCell(basis.coldStart.penaltySeconds, (seconds) => `${numberText(seconds)} s`)}${curveCell(basis)}</td>
<td>${sourcedCell(basis.usableShare, shareText)}</td></tr>
`,
  )
  return markup`<h3>What it is reckoned from</h3>
<p class="note">Each with its 95 % interval where it has one, and how it is known.</p>
<div class="scroll" tabindex="0" role="region" aria-label="What months are reckoned from"><table class="inputs"><thead><tr><th scope="col">Contender</th><th scope="col" class="text">Price</th><th scope="col">Measured</th><th scope="col">Billed without a picture</th><th scope="col">A cold start adds</th><th scope="col">Usable</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function priceCell(basis: CostBasis): Markup {
  const { billing } = basis
  if (billing.by === 'charges')
    return markup`as charged<small>${averagedText(basis) ?? 'no one list price to go by'}</small>`
  const { price } = billing
  const rules = [
    ...(price.tiers === undefined || price.tiers.length === 0 ? [] : ['volume tiers']),
    ...(price.peakHours === undefined ? [] : ['peak hours']),
  ]
  return markup`${[describeAmount(price.amountUsd, price.unit), ...rules].join(', ')}<small><bdi>${price.id}</bdi>, ${price.confidence === 'typed-in' ? 'typed in' : price.confidence}, of ${price.retrievedOn}</small>`
}

function rateCell(billing: Billing): Markup {
  if (billing.by === 'charges')
    return sourcedCell(billing.perImageMicros, (micros) => `${perPictureText(micros)} a picture`)
  if (billing.by === 'units') {
    const { unit } = billing.price
    return sourcedCell(billing.unitsPerImage, (units) => `${unitsText(units, unit)} billed a picture`)
  }
  return markup`${sourcedCell(billing.imagesPerHour, (images) => `${numberText(images)} pictures an hour`)}<small>${countText(billing.slots, 'picture')} at a time</small>`
}

function failedCell({ failed: { chargeShare, share } }: CostBasis): Markup {
  if (chargeShare === null) return NOT_KNOWN
  const calls = share === null ? null : markup`<small>${shareText(share.value)} of the calls gave none</small>`
  return markup`<span class="q"><b>${shareText(chargeShare)}</b></span>${calls}`
}

function curveCell({ coldStart: { curve } }: CostBasis): Markup | null {
  return curve.length === 0 ? null : markup`<small>${curveText(curve)}</small>`
}

function sourcedCell(value: SourcedValue | null, write: (value: number) => string): Markup {
  if (value === null) return NOT_KNOWN
  const { low, high, count, source } = value
  const interval = low === high ? [] : [spanText(low, high, write)]
  const known = count === null ? SOURCE_WORDS[source] : `${SOURCE_WORDS[source]}, n ${figureText(count)}`
  return markup`<span class="q"><b>${write(value.value)}</b></span><small>${[...interval, known].join(', ')}</small>`
}
