import type { Billing } from '../domain/cost-basis.ts'
import type { CostItem } from '../domain/month-cost.ts'
import { figureText } from '../units/count-text.ts'
import { UNIT_WORDS } from '../units/price-words.ts'
import { chargeUnits } from './charge-units.ts'
import { perPictureText, rateText, shareText, unitsText } from './money-words.ts'
import type { MonthSetting } from './month-setting.ts'
import { costItem } from './reckoned-month.ts'

type ManagedBilling = Exclude<Billing, { by: 'machine' }>

/**
 * What the pictures of a month cost where they are paid by their number, and the part of it that is for calls without a picture.
 * @param failedChargeShare null: not known, and then told with the pictures
 * @returns null where it is not known what one costs
 */
export function managedMonth(
  images: number,
  billing: ManagedBilling,
  failedChargeShare: number | null,
  setting: MonthSetting,
): CostItem[] | null {
  const reckoned = billing.by === 'units' ? byUnits(images, billing, setting) : byCharges(images, billing)
  if (reckoned === null) return null
  const { micros, words } = reckoned
  const failed = micros * (failedChargeShare ?? 0)
  const told = failed === 0 ? '' : ', less what is for calls without one'
  return [
    ...costItem('pictures', micros - failed, `${words}${told}`),
    ...costItem('failed-calls', failed, `${shareText(failedChargeShare ?? 0)} of what is billed`),
  ]
}

function byUnits(
  images: number,
  { price, unitsPerImage }: Extract<Billing, { by: 'units' }>,
  setting: MonthSetting,
): { micros: number; words: string } | null {
  if (unitsPerImage === null) return null
  const peak = price.peakHours === undefined ? 0 : setting.peakOf(price.peakHours).ofPictures
  const micros = chargeUnits(price, images * unitsPerImage.value, peak)
  const isOneEach = price.unit === 'image' && unitsPerImage.value === 1
  const units = isOneEach ? '' : ` × ${unitsText(unitsPerImage.value, price.unit)}`
  const rules = [
    ...(price.tiers === undefined || price.tiers.length === 0 ? [] : ['volume tiers']),
    ...(price.peakHours === undefined ? [] : [`${shareText(peak)} at the peak price`]),
  ]
  const byRule = rules.length === 0 ? '' : `, with ${rules.join(' and ')}`
  return {
    micros,
    words: `${figureText(images)} pictures${units} × $${price.amountUsd} ${UNIT_WORDS[price.unit].one}${byRule}`,
  }
}

function byCharges(
  images: number,
  { perImageMicros }: Extract<Billing, { by: 'charges' }>,
): { micros: number; words: string } | null {
  if (perImageMicros === null) return null
  const each = perImageMicros.value
  const known = perImageMicros.source === 'measured' ? 'charged a picture' : 'a picture'
  return {
    micros: images * each,
    words: `${figureText(images)} pictures × ${each % 1 === 0 ? rateText(each) : perPictureText(each)} ${known}`,
  }
}
