import type { CostAssumptions, Overhead } from '../domain/cost-assumptions.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { ValueRange } from '../domain/sourced-value.ts'
import { figureText } from '../units/count-text.ts'
import { numberText, shareText } from './money-words.ts'
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
  /** A value of it with its unit. */
  write(value: number): string
  /** The scenario with this at another value. */
  apply(scenario: CostScenario, value: number): CostScenario
}

/** What somebody assumed in ranges. */
export function assumedInputs(assumptions: CostAssumptions): UncertainInput[] {
  const overhead = (key: 'machineOverhead' | 'managedOverhead', of: string): UncertainInput[] =>
    (Object.keys(OVERHEAD_LABELS) as (keyof Overhead)[]).flatMap((field) =>
      rangeInput(
        `${key} ${field}`,
        `${OVERHEAD_LABELS[field]}, ${of}`,
        assumptions[key][field],
        OVERHEAD_UNITS[field],
        (likely, range, now) => ({
          [key]: { ...now[key], [field]: { ...range, likely } },
        }),
      ),
    )
  return [
    ...rangeInput(
      'imagesPerMonth',
      'Pictures a month',
      assumptions.imagesPerMonthRange,
      (images) => figureText(Math.round(images)),
      (value) => ({
        imagesPerMonth: Math.max(1, Math.round(value)),
      }),
    ),
    ...rangeInput('utilisation', 'Utilisation', assumptions.utilisationRange, shareText, (utilisation) => ({
      utilisation,
    })),
    ...rangeInput(
      'hourlyRateUsd',
      'Hour of an engineer',
      assumptions.hourlyRateUsd,
      (usd) => `$${numberText(usd)}`,
      (likely, range) => ({
        hourlyRateUsd: { ...range, likely },
      }),
    ),
    ...overhead('machineOverhead', 'machines'),
    ...overhead('managedOverhead', 'managed APIs'),
  ]
}

function rangeInput(
  id: string,
  label: string,
  range: ValueRange | null,
  write: UncertainInput['write'],
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
      write,
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

const hoursText = (hours: number): string => `${numberText(hours)} h`

/** A value of each, with its unit. */
export const OVERHEAD_UNITS: Readonly<Record<keyof Overhead, UncertainInput['write']>> = {
  setUpHours: hoursText,
  engineerShare: shareText,
  onCallHoursPerMonth: hoursText,
  failuresPerMonth: numberText,
  recoveryMinutes: (minutes) => `${numberText(minutes)} min`,
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
