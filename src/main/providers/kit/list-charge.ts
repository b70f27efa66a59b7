import type { Charge, Price, PriceUnit } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import { inIncrements, microseconds, multiplyPrice, type Quantity } from './multiply-price.ts'

/** What a price can be multiplied with. Null is "not known here". */
export interface Used {
  pictureCount: number
  width: number | null
  height: number | null
  steps: number | null
  /** Pixels of each picture that came. Absent where the price goes by what was asked. */
  picturePixels?: readonly number[]
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
  const counted = COUNT[price.unit](used, price)
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
const COUNT: Readonly<Record<PriceUnit, (used: Used, price: Price) => Counted | null>> = {
  image: ({ pictureCount }, { amountUsd }) => ({
    quantity: { numerator: BigInt(pictureCount), denominator: 1n },
    evidence: `${pictureCount} × $${amountUsd} a picture`,
  }),
  request: (_, { amountUsd }) => ({
    quantity: { numerator: 1n, denominator: 1n },
    evidence: `1 request × $${amountUsd}`,
  }),
  step: ({ pictureCount, steps }, { amountUsd }) =>
    steps === null
      ? null
      : {
          quantity: { numerator: BigInt(pictureCount) * BigInt(steps), denominator: 1n },
          evidence: `${pictureCount} × ${steps} steps × $${amountUsd} a step`,
        },
  megapixel: ({ pictureCount, width, height, picturePixels }, { amountUsd, minimumIncrement }) => {
    const came = picturePixels !== undefined && picturePixels.length === pictureCount ? picturePixels : null
    const pixels = came ?? (width === null || height === null ? null : Array<number>(pictureCount).fill(width * height))
    if (pixels === null) return null
    const billed = pixels.map((each) => inIncrements(BigInt(each), minimumIncrement))
    const rounding = minimumIncrement === undefined ? '' : `, each rounded up to ${minimumIncrement} pixels`
    return {
      quantity: { numerator: billed.reduce((sum, each) => sum + each, 0n), denominator: 1_000_000n },
      evidence: `${pixels.join(' + ')} pixels${rounding} × $${amountUsd} a megapixel`,
    }
  },
  'megapixel-step': ({ pictureCount, width, height, steps }, { amountUsd }) =>
    width === null || height === null || steps === null
      ? null
      : {
          quantity: {
            numerator: BigInt(pictureCount) * BigInt(width) * BigInt(height) * BigInt(steps),
            denominator: 1_048_576n,
          },
          evidence: `${pictureCount} × ${width} × ${height} pixels × ${steps} steps × $${amountUsd} per 1,048,576 pixels and step`,
        },
  'compute-second': ({ machine }, price) => timed(machine, price, 1_000_000n, 'a second'),
  'instance-hour': ({ machine }, price) => timed(machine, price, 3_600_000_000n, 'an hour'),
}

/** @param unitMicroseconds how many microseconds the unit has. The smallest increment of a price by time is in seconds. */
function timed(
  machine: Used['machine'],
  { amountUsd, minimumIncrement }: Price,
  unitMicroseconds: bigint,
  unit: string,
): Counted | null {
  if (machine === null) return null
  const increment = minimumIncrement === undefined ? undefined : minimumIncrement * 1_000_000
  const rounding = minimumIncrement === undefined ? '' : `, billed by ${minimumIncrement} s`
  return {
    quantity: { numerator: inIncrements(microseconds(machine.timeMs), increment), denominator: unitMicroseconds },
    evidence: `${seconds(machine.timeMs)} s (${machine.origin}${rounding}) × $${amountUsd} ${unit}`,
  }
}

/** Seconds down to the microsecond, without trailing zeros: what the charge was really counted with. */
function seconds(milliseconds: number): string {
  return String(Number((milliseconds / 1000).toFixed(6)))
}
