import type { CostAssumptions, Overhead } from '../domain/cost-assumptions.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { SourcedValue, ValueRange } from '../domain/sourced-value.ts'
import { changeSetting, type MonthSetting } from './month-setting.ts'

/** Contenders under one setting: what is drawn, moved and compared. */
export interface CostScenario {
  bases: readonly CostBasis[]
  setting: MonthSetting
}

/** One thing that is not known for certain. `interval`: a 95 % interval of a measurement · `range`: what may be. */
export interface UncertainInput {
  id: string
  /** For people. */
  label: string
  low: number
  likely: number
  high: number
  shape: 'interval' | 'range'
  /** The scenario with this at another value. */
  apply(scenario: CostScenario, value: number): CostScenario
}

/** What the trial measured of a contender with an interval. */
export function measuredInputs(basis: CostBasis): UncertainInput[] {
  const { billing, coldStart, usableShare, name } = basis
  const input = (
    what: string,
    label: string,
    read: SourcedValue | null,
    put: (basis: CostBasis, value: SourcedValue) => CostBasis,
  ): UncertainInput[] => {
    if (read === null || read.low === read.high) return []
    return [
      {
        id: `${basis.id} ${what}`,
        label: `${label} of ${name}`,
        low: read.low,
        likely: read.value,
        high: read.high,
        shape: 'interval',
        apply: ({ bases, setting }, value) => ({
          setting,
          bases: bases.map((one) => (one.id === basis.id ? put(one, { ...read, value }) : one)),
        }),
      },
    ]
  }
  return [
    ...(billing.by === 'units'
      ? input('units', 'Units billed a picture', billing.unitsPerImage, (one, unitsPerImage) => ({
          ...one,
          billing: { ...billing, unitsPerImage },
        }))
      : []),
    ...(billing.by === 'charges'
      ? input('charge', 'Charge a picture', billing.perImageMicros, (one, perImageMicros) => ({
          ...one,
          billing: { ...billing, perImageMicros },
        }))
      : []),
    ...(billing.by === 'machine'
      ? input('speed', 'Pictures an hour', billing.imagesPerHour, (one, imagesPerHour) => ({
          ...one,
          billing: { ...billing, imagesPerHour },
        }))
      : []),
    ...input('cold', 'Length of a cold start', coldStart.penaltySeconds, (one, penaltySeconds) => ({
      ...one,
      coldStart: { ...one.coldStart, penaltySeconds },
    })),
    ...input('usable', 'Usable share', usableShare, (one, share) => ({ ...one, usableShare: share })),
  ]
}

/** What somebody assumed in ranges. */
export function assumedInputs(assumptions: CostAssumptions): UncertainInput[] {
  const overhead = (key: 'machineOverhead' | 'managedOverhead', of: string): UncertainInput[] =>
    (Object.keys(OVERHEAD_LABELS) as (keyof Overhead)[]).flatMap((field) =>
      rangeInput(
        `${key} ${field}`,
        `${OVERHEAD_LABELS[field]}, ${of}`,
        assumptions[key][field],
        (likely, range, now) => ({
          [key]: { ...now[key], [field]: { ...range, likely } },
        }),
      ),
    )
  return [
    ...rangeInput('imagesPerMonth', 'Pictures a month', assumptions.imagesPerMonthRange, (value) => ({
      imagesPerMonth: Math.max(1, Math.round(value)),
    })),
    ...rangeInput('utilisation', 'Utilisation', assumptions.utilisationRange, (utilisation) => ({ utilisation })),
    ...rangeInput('hourlyRateUsd', 'Hour of an engineer', assumptions.hourlyRateUsd, (likely, range) => ({
      hourlyRateUsd: { ...range, likely },
    })),
    ...overhead('machineOverhead', 'machines'),
    ...overhead('managedOverhead', 'managed APIs'),
  ]
}

function rangeInput(
  id: string,
  label: string,
  range: ValueRange | null,
  put: (value: number, range: ValueRange, now: CostAssumptions) => Parameters<typeof changeSetting>[1],
): UncertainInput[] {
  if (range === null || range.low === range.high) return []
  return [
    {
      id,
      label,
      low: range.low,
      likely: range.likely,
      high: range.high,
      shape: 'range',
      apply: ({ bases, setting }, value) => ({
        bases,
        setting: changeSetting(setting, put(value, range, setting.assumptions)),
      }),
    },
  ]
}

/** What an overhead is of, with its unit. */
export const OVERHEAD_LABELS: Readonly<Record<keyof Overhead, string>> = {
  setUpHours: 'Hours of set-up',
  engineerShare: 'Share of an engineer',
  onCallHoursPerMonth: 'Hours on call a month',
  failuresPerMonth: 'Failures a month',
  recoveryMinutes: 'Minutes to recover',
}

/** Where nothing is uncertain: every range at its likeliest. */
export function likeliest(assumptions: CostAssumptions): CostAssumptions {
  const { imagesPerMonthRange: images, utilisationRange } = assumptions
  return {
    ...assumptions,
    imagesPerMonth: images === null ? assumptions.imagesPerMonth : Math.max(1, Math.round(images.likely)),
    utilisation: utilisationRange?.likely ?? assumptions.utilisation,
  }
}
