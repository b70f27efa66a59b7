import type { Billing, CostBasis } from '../domain/cost-basis.ts'
import type { Price, PriceUnit } from '../domain/price.ts'
import type { SourcedValue } from '../domain/sourced-value.ts'
import { AssayError } from '../errors.ts'

/** What somebody says of a contender that was not measured. What is left out is not known. */
export interface TypedContender {
  id: string
  name: string
  providerId: string | null
  price: Price
  /** Of one machine at work. */
  imagesPerHour?: number | undefined
  /** Pictures that one machine draws at a time. */
  slots?: number | undefined
  width?: number | undefined
  height?: number | undefined
  steps?: number | undefined
  imagesPerRequest?: number | undefined
  /** Seconds that are billed for a picture, of an API that is priced by them. */
  secondsPerImage?: number | undefined
  usableShare?: number | undefined
  /** Calls without a picture over all calls. */
  failedShare?: number | undefined
  failedAreBilled?: boolean | undefined
  coldStartSeconds?: number | undefined
}

/**
 * The basis of a contender without a trial.
 * @throws AssayError BAD_USAGE where its price counts what was not said
 */
export function typedBasis(contender: TypedContender): CostBasis {
  const { id, name, providerId, failedShare, failedAreBilled = false } = contender
  const billing = billingOf(contender)
  const isBilled = failedAreBilled && billing.by === 'units'
  return {
    id,
    name,
    providerId,
    billing,
    failed: {
      share: typed(failedShare),
      chargeShare: isBilled ? (failedShare ?? 0) : 0,
    },
    coldStart: { curve: [], penaltySeconds: typed(contender.coldStartSeconds) },
    usableShare: typed(contender.usableShare),
  }
}

function billingOf(contender: TypedContender): Billing {
  const { price, imagesPerHour, slots = 1, failedShare = 0, failedAreBilled = false } = contender
  const isMachine = price.unit === 'instance-hour' || (price.unit === 'compute-second' && imagesPerHour !== undefined)
  if (isMachine) {
    if (imagesPerHour === undefined) throw missing(contender, 'how many pictures an hour one machine draws')
    // A call that fails takes a machine's time as well.
    const rate = imagesPerHour * (1 - failedShare)
    return { by: 'machine', price, imagesPerHour: typed(rate), slots }
  }
  const perCall = UNITS[price.unit](contender)
  if (perCall === null) throw missing(contender, COUNTED[price.unit])
  const units = failedAreBilled ? perCall / (1 - failedShare) : perCall
  return { by: 'units', price, unitsPerImage: typed(units) }
}

/** Units billed for one picture, rounded as the price says; null where what it counts was not said. */
const UNITS: Readonly<Record<PriceUnit, (contender: TypedContender) => number | null>> = {
  image: () => 1,
  request: ({ imagesPerRequest = 1 }) => 1 / imagesPerRequest,
  megapixel: ({ width, height, price }) =>
    width === undefined || height === undefined ? null : inIncrements(width * height, price) / 1_000_000,
  step: ({ steps }) => steps ?? null,
  'megapixel-step': ({ width, height, steps }) =>
    width === undefined || height === undefined || steps === undefined ? null : (width * height * steps) / 1_048_576,
  'compute-second': ({ secondsPerImage, price }) =>
    secondsPerImage === undefined ? null : inIncrements(secondsPerImage, price),
  'instance-hour': () => null,
}

const COUNTED: Readonly<Record<PriceUnit, string>> = {
  image: 'the pictures',
  request: 'the pictures of a request',
  megapixel: 'the size of a picture',
  step: 'the steps of a picture',
  'megapixel-step': 'the size and the steps of a picture',
  'compute-second': 'the seconds that are billed for a picture, or how many an hour one machine draws',
  'instance-hour': 'how many pictures an hour one machine draws',
}

function inIncrements(amount: number, { minimumIncrement }: Price): number {
  if (minimumIncrement === undefined) return amount
  return Math.max(1, Math.ceil(amount / minimumIncrement - 1e-9)) * minimumIncrement
}

function typed(value: number | undefined): SourcedValue | null {
  return value === undefined ? null : { value, low: value, high: value, count: null, source: 'typed-in' }
}

function missing({ name, price }: TypedContender, what: string): AssayError {
  return new AssayError('BAD_USAGE', `${name} is paid by the ${price.unit}, so it takes ${what}.`)
}
