import { PriceDraft } from '#shared/domain/own-price.ts'
import type { Price } from '#shared/domain/price.ts'
import { AssayError } from '#shared/errors.ts'

/** A price as it is typed behind `assay prices add`. */
export interface PriceOptions {
  label: string
  usd: string
  per: string
  model?: string[]
  increment?: string
  tier?: string[]
  peak?: string
  from?: string
  until?: string
  note?: string
}

/** @throws AssayError BAD_USAGE, with each option that does not fit */
export function readDraft(options: PriceOptions): PriceDraft {
  const { label, usd, per, model, increment, tier, peak, from, until, note } = options
  const parsed = PriceDraft.safeParse({
    label,
    unit: per,
    amountUsd: usd,
    models: model ?? [],
    ...(increment !== undefined && { minimumIncrement: Number(increment) }),
    ...(tier !== undefined && { tiers: tier.map(readTier) }),
    ...(peak !== undefined && { peakHours: readPeak(peak) }),
    ...(from !== undefined && { effectiveFrom: from }),
    ...(until !== undefined && { effectiveUntil: until }),
    ...(note !== undefined && { note }),
  })
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const [first] = problems
  throw new AssayError('BAD_USAGE', `The price does not fit. ${first?.path ?? ''}: ${first?.message ?? ''}.`, {
    problems,
  })
}

function readTier(text: string): { fromUnits: number; amountUsd: string } {
  const match = /^(\d+(?:\.\d+)?)=(.+)$/.exec(text)
  if (match === null)
    throw new AssayError('BAD_USAGE', `--tier takes units=amount, such as 10000=0.0018, not "${text}".`)
  return { fromUnits: Number(match[1]), amountUsd: match[2] ?? '' }
}

function readPeak(text: string): Price['peakHours'] {
  const match = /^(\d{1,2})-(\d{1,2})=([^@]+)@(.+)$/.exec(text)
  if (match === null) {
    throw new AssayError(
      'BAD_USAGE',
      `--peak takes from-until=amount@zone, such as 8-20=0.0009@Europe/Berlin, not "${text}".`,
    )
  }
  const [, fromHour, untilHour, amountUsd = '', timeZone = ''] = match
  return { fromHour: Number(fromHour), untilHour: Number(untilHour), amountUsd, timeZone }
}
