import type { Billing, CostBasis } from '../domain/cost-basis.ts'
import type { Price } from '../domain/price.ts'
import { countText, figureText } from '../units/count-text.ts'
import { chargeUnits } from './charge-units.ts'
import { machineMode, machineMonth, type MachineMode, type MachineMonth } from './machine-month.ts'
import { HOURS_PER_MONTH } from './machine-hours.ts'
import { serviceSeconds } from './machines-for-load.ts'
import { numberText, rateText, shareText } from './money-words.ts'
import type { MonthSetting } from './month-setting.ts'
import { recoveryHours } from './people-month.ts'
import { machinePrice } from './machine-price.ts'
import { stopCurve, stopWords } from './stop-curve.ts'
import { costItem, type ReckonedMonth } from './reckoned-month.ts'

type MachineBilling = Extract<Billing, { by: 'machine' }>

/** What the machines of a month cost: at work, starting, idle, recovering, and their storage. */
export function machineCost(
  images: number,
  basis: CostBasis & { billing: MachineBilling },
  setting: MonthSetting,
): ReckonedMonth {
  const { billing, coldStart } = basis
  const { assumptions } = setting
  const machine = machinePrice(billing.price)
  if (machine === null) return { state: 'unknown', reason: `The price ${billing.price.id} is not for machine time.` }
  if (billing.imagesPerHour === null) {
    return { state: 'unknown', reason: 'How many pictures an hour one machine draws is not known.' }
  }
  const rate = { imagesPerHour: billing.imagesPerHour.value, slots: billing.slots }
  const mode = machineMode(machine.idleIsBilled, setting)
  const penalty = coldStart.penaltySeconds
  const start = {
    startSeconds: penalty?.value ?? 0,
    incrementSeconds: billing.price.minimumIncrement ?? 0,
    stop: stopCurve(coldStart.curve, assumptions),
  }
  const month = machineMonth(images, rate, mode, setting, start)
  if (month === null) {
    const service = numberText(serviceSeconds(rate))
    const reason = `Drawing a picture takes ${service} s, which no number of machines brings below the target of ${assumptions.latencyTarget?.seconds} s.`
    return { state: 'unknown', reason }
  }
  const startHours = penalty === null ? 0 : (month.starts * penalty.value) / 3600
  // Of a machine that is kept on they are within the hours that are paid anyway.
  const isRecovering = assumptions.countOverhead && machine.idleIsBilled && mode !== 'kept-on'
  const recovering = isRecovering ? recoveryHours(assumptions.machineOverhead) : 0
  const paidHours = month.paidHours + startHours + month.roundedHours + recovering
  const hourMicros = paidHours === 0 ? 0 : chargeHours(billing.price, paidHours, mode, setting) / paidHours
  const idleHours = month.paidHours - month.workHours + month.roundedHours
  const each = rateText(hourMicros)
  const storageMicros = assumptions.storageGigabytes * assumptions.storageMicrosPerGigabyteMonth
  const copies = machine.idleIsBilled ? month.machines : 1
  const items = [
    ...costItem(
      'pictures',
      month.workHours * hourMicros,
      `${figureText(images)} pictures ÷ ${numberText(rate.imagesPerHour)} an hour = ${numberText(month.workHours)} h at work × ${each}`,
    ),
    ...costItem(
      'cold-starts',
      startHours * hourMicros,
      `${countText(Math.round(month.starts), 'start')} × ${numberText(penalty?.value ?? 0)} s × ${each} an hour`,
    ),
    ...costItem(
      'idle',
      idleHours * hourMicros,
      `${numberText(idleHours)} h idle × ${each}: ${idleWords(mode, month, basis, setting)}`,
    ),
    ...costItem('recoveries', recovering * hourMicros, `${numberText(recovering)} h of recovering × ${each}`),
    ...costItem(
      'storage',
      copies * storageMicros,
      `${copies === 1 ? '' : `${copies} × `}${numberText(assumptions.storageGigabytes)} GB × ${rateText(assumptions.storageMicrosPerGigabyteMonth)} a month`,
    ),
  ]
  const isStartUnknown = penalty === null && month.starts > 0
  const notCounted = isStartUnknown
    ? [`${countText(Math.round(month.starts), 'cold start')} a month, whose length is not known.`]
    : []
  const { machines, workHours } = month
  return {
    state: 'known',
    totalMicros: items.reduce((sum, { amountMicros }) => sum + amountMicros, 0),
    items,
    notCounted,
    use: { machines, workHours, paidHours, utilisation: paidHours === 0 ? 1 : workHours / paidHours },
  }
}

function chargeHours(price: Price, hours: number, mode: MachineMode, setting: MonthSetting): number {
  const peak = price.peakHours === undefined ? null : setting.peakOf(price.peakHours)
  const peakShare = peak === null ? 0 : mode === 'kept-on' ? peak.ofHours : peak.ofPictures
  return chargeUnits(price, price.unit === 'compute-second' ? hours * 3600 : hours, peakShare)
}

function idleWords(
  mode: MachineMode,
  { machines, utilisation }: MachineMonth,
  { coldStart }: CostBasis,
  { assumptions }: MonthSetting,
): string {
  const words: Record<MachineMode, string> = {
    'by-utilisation': `at work ${shareText(utilisation)} of the hours paid`,
    'kept-on': `${countText(machines, 'machine')} kept on for ${HOURS_PER_MONTH} h, at work ${shareText(utilisation)} of them`,
    'follows-traffic': `as many machines as each hour needs, ${figureText(machines)} at most`,
    'stops-when-idle': `stops ${stopWords(coldStart.curve, assumptions)}`,
  }
  return words[mode]
}
