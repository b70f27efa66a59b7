import type { CostBasis } from '../domain/cost-basis.ts'
import type { SourcedValue } from '../domain/sourced-value.ts'
import { numberText, perPictureText, shareText, unitsText } from './money-words.ts'
import type { UncertainInput } from './uncertain-inputs.ts'

/** Something measured of a contender: its label before the name, and how another value of it is put in. */
interface MeasuredInput {
  what: string
  label: string
  read: SourcedValue | null
  write: UncertainInput['write']
  put: (basis: CostBasis, value: number) => CostBasis
}

/** What the trial measured of a contender with an interval. Cold starts cost something only where machines are paid for. */
export function measuredInputs(basis: CostBasis): UncertainInput[] {
  const ofUse: MeasuredInput = {
    what: 'usable',
    label: 'Usable share',
    read: basis.usableShare,
    write: shareText,
    put: (one, value) => ({ ...one, usableShare: at(one.usableShare, value) }),
  }
  return [...billedInputs(basis), ofUse].flatMap(({ what, label, read, write, put }): UncertainInput[] => {
    if (read === null || read.low === read.high) return []
    return [
      {
        id: `${basis.id} ${what}`,
        label: `${label} of ${basis.name}`,
        low: read.low,
        likely: read.value,
        high: read.high,
        shape: 'interval',
        write,
        apply: ({ bases, setting }, value) => ({
          setting,
          bases: bases.map((one) => (one.id === basis.id ? put(one, value) : one)),
        }),
      },
    ]
  })
}

function billedInputs({ billing, coldStart }: CostBasis): MeasuredInput[] {
  if (billing.by === 'charges') {
    const read = billing.perImageMicros
    return [
      {
        what: 'charge',
        label: 'Charge a picture',
        read,
        write: (micros) => perPictureText(micros),
        put: (one, value) => ({ ...one, billing: { ...billing, perImageMicros: at(read, value) } }),
      },
    ]
  }
  if (billing.by === 'units') {
    const read = billing.unitsPerImage
    return [
      {
        what: 'units',
        label: 'Billed for a picture',
        read,
        write: (units) => unitsText(units, billing.price.unit),
        put: (one, value) => ({ ...one, billing: { ...billing, unitsPerImage: at(read, value) } }),
      },
    ]
  }
  const read = billing.imagesPerHour
  return [
    {
      what: 'speed',
      label: 'Speed',
      read,
      write: (rate) => `${numberText(rate)} an hour`,
      put: (one, value) => ({ ...one, billing: { ...billing, imagesPerHour: at(read, value) } }),
    },
    {
      what: 'cold',
      label: 'Length of a cold start',
      read: coldStart.penaltySeconds,
      write: (seconds) => `${numberText(seconds)} s`,
      put: (one, value) => ({
        ...one,
        coldStart: { ...one.coldStart, penaltySeconds: at(one.coldStart.penaltySeconds, value) },
      }),
    },
    ...curveInputs(coldStart.curve),
  ]
}

function at(read: SourcedValue | null, value: number): SourcedValue | null {
  return read === null ? null : { ...read, value }
}

type Curve = CostBasis['coldStart']['curve']

/** The shares that started cold go to their ends together: what is moved and drawn is their mean over all probes. */
function curveInputs(curve: Curve): MeasuredInput[] {
  const mean = meanShare(curve)
  if (mean === null) return []
  return [
    {
      what: 'cold-share',
      label: 'Cold after idling',
      read: mean,
      write: shareText,
      put: (one, value) => ({
        ...one,
        coldStart: { ...one.coldStart, curve: moved(one.coldStart.curve, mean, value) },
      }),
    },
  ]
}

function moved(curve: Curve, mean: SourcedValue, value: number): Curve {
  const isBelow = value < mean.value
  const whole = isBelow ? mean.value - mean.low : mean.high - mean.value
  const part = whole === 0 ? 0 : (value - mean.value) / whole
  return curve.map(({ gapSeconds, share }) => {
    const width = isBelow ? share.value - share.low : share.high - share.value
    return { gapSeconds, share: { ...share, value: Math.min(1, Math.max(0, share.value + part * width)) } }
  })
}

function meanShare(curve: Curve): SourcedValue | null {
  const [first] = curve
  if (first === undefined) return null
  const count = curve.reduce((sum, { share }) => sum + (share.count ?? 1), 0)
  const mean = (pick: (share: SourcedValue) => number): number =>
    curve.reduce((sum, { share }) => sum + pick(share) * (share.count ?? 1), 0) / count
  return {
    ...first.share,
    value: mean(({ value }) => value),
    low: mean(({ low }) => low),
    high: mean(({ high }) => high),
    count,
  }
}
