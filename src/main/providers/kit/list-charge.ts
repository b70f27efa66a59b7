import type { Charge, Price, PriceUnit } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import { microseconds, multiplyPrice, type Quantity } from './multiply-price.ts'

/** What a price can be multiplied with. Null is "not known here". */
export interface Used {
  pictureCount: number
  width: number | null
  height: number | null
  steps: number | null
  /** Machine time and where the number is from: `x-exec-ms header`, `measured by Assay`. */
  machine: { timeMs: number; origin: string } | null
}

interface Counted {
  quantity: Quantity
  evidence: string
}

/**
 * A list price times what was used, with the arithmetic as evidence. The cost stays unknown (null) where there is no price,
 * where the price is for another model, or where its unit counts something that is not known.
 */
export function listCharge(
  model: Model,
  price: Price | null,
  used: Used,
  basis: 'estimated' | 'listed' | 'metered',
): Charge {
  if (price === null) return unknownCharge(`No price is known for ${model.name}.`)
  if (price.models.length > 0 && !price.models.includes(model.id)) {
    return unknownCharge(`The price ${price.id} is not one of ${model.name}.`)
  }
  const counted = COUNT[price.unit](used, price.amountUsd)
  if (counted === null) return unknownCharge(`The price ${price.id} counts what is not known of this call.`)
  return {
    amountMicros: multiplyPrice(price.amountUsd, counted.quantity),
    basis,
    priceId: price.id,
    evidence: counted.evidence,
  }
}

export function unknownCharge(evidence: string): Charge {
  return { amountMicros: null, basis: 'estimated', priceId: null, evidence }
}

/** How each unit is counted; null where what it counts is not known. */
const COUNT: Readonly<Record<PriceUnit, (used: Used, amountUsd: string) => Counted | null>> = {
  image: ({ pictureCount }, amountUsd) => ({
    quantity: { numerator: BigInt(pictureCount), denominator: 1n },
    evidence: `${pictureCount} × $${amountUsd} a picture`,
  }),
  'megapixel-step': ({ pictureCount, width, height, steps }, amountUsd) =>
    width === null || height === null || steps === null
      ? null
      : {
          quantity: {
            numerator: BigInt(pictureCount) * BigInt(width) * BigInt(height) * BigInt(steps),
            denominator: 1_048_576n,
          },
          evidence: `${pictureCount} × ${width} × ${height} pixels × ${steps} steps × $${amountUsd} per 1,048,576 pixels and step`,
        },
  'compute-second': ({ machine }, amountUsd) =>
    machine === null
      ? null
      : {
          quantity: { numerator: microseconds(machine.timeMs), denominator: 1_000_000n },
          evidence: `${seconds(machine.timeMs)} s (${machine.origin}) × $${amountUsd} a second`,
        },
  'instance-hour': ({ machine }, amountUsd) =>
    machine === null
      ? null
      : {
          quantity: { numerator: microseconds(machine.timeMs), denominator: 3_600_000_000n },
          evidence: `${seconds(machine.timeMs)} s (${machine.origin}) × $${amountUsd} an hour`,
        },
}

/** Seconds down to the microsecond, without trailing zeros: what the charge was really counted with. */
function seconds(milliseconds: number): string {
  return String(Number((milliseconds / 1000).toFixed(6)))
}
