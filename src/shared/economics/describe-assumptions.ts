import type { CostAssumptions, Overhead } from '../domain/cost-assumptions.ts'
import { DEFAULT_ASSUMPTIONS, UNMEASURED_IDLE_SECONDS } from '../domain/default-assumptions.ts'
import type { ValueRange } from '../domain/sourced-value.ts'
import { countText, figureText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'
import { numberText, rateText, shareText } from './money-words.ts'
import { SOURCE_WORDS } from './source-words.ts'
import { OVERHEAD_LABELS, OVERHEAD_UNITS } from './uncertain-inputs.ts'

/** One thing that is assumed, for people. */
export interface AssumptionRow {
  label: string
  value: string
  /** As in `ValueSource`, in words: `typed in`, `claimed, not checked`, `default`. */
  source: string
  /** Whose costs hang on it. */
  of: 'all' | 'machines' | 'managed'
}

/** All that a comparison assumes, with how each is known. What is as Assay has it by default is called so, whoever set it. */
export function describeAssumptions(assumptions: CostAssumptions): AssumptionRow[] {
  const { latencyTarget: target, utilisation, usableShare } = assumptions
  const row = (
    field: keyof CostAssumptions | (keyof CostAssumptions)[],
    label: string,
    value: string,
    of: AssumptionRow['of'],
  ): AssumptionRow => {
    const isDefault = [field].flat().every((one) => isDeepEqual(assumptions[one], DEFAULT_ASSUMPTIONS[one]))
    return { label, value, source: isDefault ? 'default' : 'typed in', of }
  }
  return [
    row('imagesPerMonth', 'Pictures a month', figureText(assumptions.imagesPerMonth), 'all'),
    ...(assumptions.moreVolumes.length === 0
      ? []
      : [row('moreVolumes', 'Further volumes', listText(assumptions.moreVolumes.map(figureText)), 'all')]),
    ...rangeRow('Pictures a month, at least and at most', assumptions.imagesPerMonthRange, figureText, 'all'),
    row(
      ['traffic', 'trafficTimeZone'],
      'Traffic',
      `${assumptions.traffic.kind.replace('-', ' ')}, ${assumptions.trafficTimeZone}`,
      'all',
    ),
    ...(usableShare === null
      ? []
      : [row('usableShare', 'Usable pictures, instead of as measured', shareText(usableShare), 'all')]),
    row('extraMicrosPerImage', 'Extra charges a picture', rateText(assumptions.extraMicrosPerImage), 'all'),
    row(
      'latencyTarget',
      'Latency target',
      target === null ? 'none' : `${shareText(target.share)} of the pictures within ${numberText(target.seconds)} s`,
      'machines',
    ),
    row(
      'utilisation',
      'Utilisation',
      utilisation === null ? 'as it follows from traffic and machines' : `${shareText(utilisation)} of the hours paid`,
      'machines',
    ),
    ...rangeRow('Utilisation, at least and at most', assumptions.utilisationRange, shareText, 'machines'),
    row(
      'fleet',
      'Machines by the hour',
      { 'kept-on': 'kept on all month', 'follows-traffic': 'as many as each hour needs' }[assumptions.fleet],
      'machines',
    ),
    row(
      'idleSecondsUntilStop',
      'A machine by the second stops',
      assumptions.idleSecondsUntilStop === null
        ? `as its probes after idling found; ${UNMEASURED_IDLE_SECONDS} s where there are none`
        : `${numberText(assumptions.idleSecondsUntilStop)} s idle`,
      'machines',
    ),
    row(
      'serviceVariation',
      'Variation of the time a picture takes',
      numberText(assumptions.serviceVariation),
      'machines',
    ),
    row(
      ['storageGigabytes', 'storageMicrosPerGigabyteMonth'],
      'Storage',
      `${numberText(assumptions.storageGigabytes)} GB at ${rateText(assumptions.storageMicrosPerGigabyteMonth)} a month`,
      'machines',
    ),
    row(
      'countOverhead',
      'People in every month',
      assumptions.countOverhead ? 'counted' : 'only in the total cost of ownership',
      'all',
    ),
    ...rangeRow('Hour of an engineer', assumptions.hourlyRateUsd, (usd) => rateText(usd * 1_000_000), 'all'),
    row('setUpMonths', 'Set-up is spread over', countText(assumptions.setUpMonths, 'month'), 'all'),
    ...overheadRows(assumptions.machineOverhead, 'machines'),
    ...overheadRows(assumptions.managedOverhead, 'managed'),
  ]
}

function isDeepEqual(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

function overheadRows(overhead: Overhead, of: 'machines' | 'managed'): AssumptionRow[] {
  const whose = of === 'machines' ? 'machines' : 'managed APIs'
  if (Object.values(overhead).every(({ high, source }) => high === 0 && source === 'assumed')) {
    return [{ label: `What people do, ${whose}`, value: 'nothing, since nothing was typed in', source: 'default', of }]
  }
  return (Object.keys(OVERHEAD_LABELS) as (keyof Overhead)[]).flatMap((field) =>
    rangeRow(`${OVERHEAD_LABELS[field]}, ${whose}`, overhead[field], OVERHEAD_UNITS[field], of),
  )
}

function rangeRow(
  label: string,
  range: ValueRange | null,
  write: (value: number) => string,
  of: AssumptionRow['of'],
): AssumptionRow[] {
  if (range === null) return []
  const { low, likely, high, source } = range
  const value = low === high ? write(low) : `${write(low)} to ${write(high)}, likely ${write(likely)}`
  return [{ label, value, source: SOURCE_WORDS[source], of }]
}
