import type { CostBasis } from '../domain/cost-basis.ts'
import type { CostItem } from '../domain/month-cost.ts'
import { figureText } from '../units/count-text.ts'
import { machineCost } from './machine-cost.ts'
import { managedMonth } from './managed-month.ts'
import { numberText, rateText } from './money-words.ts'
import type { MonthSetting } from './month-setting.ts'
import { peopleMonth } from './people-month.ts'
import { costItem, type ReckonedMonth } from './reckoned-month.ts'

/** What a contender costs in a month at a volume, with everything at its value; `monthCost` adds the interval. */
export function reckonMonth(basis: CostBasis, images: number, setting: MonthSetting): ReckonedMonth {
  const { assumptions } = setting
  const { billing } = basis
  const added = [...extras(images, setting), ...people(basis, setting)]
  if (billing.by === 'machine') {
    const machines = machineCost(images, { ...basis, billing }, setting)
    return machines.state === 'unknown' ? machines : withItems(machines, added)
  }
  const items = managedMonth(images, billing, basis.failed.chargeShare, setting)
  if (items === null) return { state: 'unknown', reason: 'What a picture costs is not known.' }
  const bare: ReckonedMonth = { state: 'known', totalMicros: 0, items: [], notCounted: [], use: null }
  const notCounted = assumptions.countOverhead && !hasOverhead(basis, setting) ? [NO_OVERHEAD] : []
  return withItems({ ...bare, notCounted }, [...items, ...added])
}

const NO_OVERHEAD = 'What the people who look after it take, since nothing was typed in.'

type Known = Extract<ReckonedMonth, { state: 'known' }>

function withItems(month: Known, added: readonly CostItem[]): Known {
  const items = [...month.items, ...added]
  return { ...month, items, totalMicros: items.reduce((sum, { amountMicros }) => sum + amountMicros, 0) }
}

function extras(images: number, { assumptions: { extraMicrosPerImage: each } }: MonthSetting): CostItem[] {
  return costItem('extras', images * each, `${figureText(images)} pictures × ${rateText(each)} of extra charges`)
}

function overheadOf({ billing }: CostBasis, { assumptions }: MonthSetting) {
  return billing.by === 'machine' ? assumptions.machineOverhead : assumptions.managedOverhead
}

function hasOverhead(basis: CostBasis, setting: MonthSetting): boolean {
  return Object.values(overheadOf(basis, setting)).some(({ high }) => high > 0)
}

function people(basis: CostBasis, setting: MonthSetting): CostItem[] {
  const { assumptions } = setting
  if (!assumptions.countOverhead) return []
  const { setUpHours, engineerHours, onCallHours, recoveryHours, hourlyRateUsd } = peopleMonth(
    overheadOf(basis, setting),
    assumptions,
  )
  const parts = [
    { hours: engineerHours, of: 'of an engineer' },
    { hours: onCallHours, of: 'on call' },
    { hours: recoveryHours, of: 'of recovering' },
    { hours: setUpHours, of: `of set-up, spread over ${assumptions.setUpMonths} months` },
  ].filter(({ hours }) => hours > 0)
  const hours = parts.reduce((sum, part) => sum + part.hours, 0)
  const words = parts.map((part) => `${numberText(part.hours)} h ${part.of}`).join(' + ')
  return costItem(
    'people',
    hours * hourlyRateUsd * 1_000_000,
    `(${words}) × ${rateText(hourlyRateUsd * 1_000_000)} an hour`,
  )
}
