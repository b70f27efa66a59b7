import type { MachineUse } from '../domain/month-cost.ts'
import { machineHours, HOURS_PER_MONTH } from './machine-hours.ts'
import { machinesForLoad, type MachineRate } from './machines-for-load.ts'
import type { MonthSetting } from './month-setting.ts'
import { chanceOfStop, stopCurve, type StopCurve } from './stop-curve.ts'
import { HOURS_PER_WEEK } from './week-shares.ts'

const WEEKS_PER_MONTH = HOURS_PER_MONTH / HOURS_PER_WEEK

/**
 * How machines are paid for.
 * `by-utilisation`: for work over a utilisation that somebody sets · `kept-on`: as many as the busiest hour needs, all month ·
 * `follows-traffic`: each hour as many as it needs · `stops-when-idle`: from a start to when it stops after the last picture
 */
export type MachineMode = 'by-utilisation' | 'kept-on' | 'follows-traffic' | 'stops-when-idle'

/** @param idleIsBilled a machine by the hour; else one by the second */
export function machineMode(idleIsBilled: boolean, { assumptions }: MonthSetting): MachineMode {
  if (assumptions.utilisation !== null) return 'by-utilisation'
  return idleIsBilled ? assumptions.fleet : 'stops-when-idle'
}

/**
 * `starts` are those of a machine that was not there; 0 for machines that are kept on. `roundedHours` are paid beyond `paidHours`, since a stop
 * leaves something of a started increment.
 */
export type MachineMonth = MachineUse & { starts: number; roundedHours: number }

/** `startSeconds`: how long a start takes, 0 where it is not known. `incrementSeconds`: what is billed in whole multiples; 0: as used. */
export interface MachineStart {
  startSeconds?: number
  incrementSeconds?: number
  /** When an idle machine stops; as the assumptions have it where nothing was probed. */
  stop?: StopCurve
}

/**
 * What machines do in a month of 730 h at a volume, with the traffic of the setting; a part of its hours is as busy as another.
 *
 * `stops-when-idle`: arrivals of an hour come at random (Poisson, λ an hour) and are shared out evenly among its machines. One that draws for
 * the part ρ of the time idles until the next arrival, which finds it stopped with the chance q (`chanceOfStop`); then that picture
 * waits for a start of length p. From one idle time to the next it takes 1/λ + (s + q p) / (1 − ρ), so that there are
 * λ (1 − ρ) / (1 + λ q p) of them an hour: q of these end in a start, and (1 − q) / λ of each is paid. Of a started increment half is left
 * on average; with all of that a machine is paid no longer than one that is never stopped, which would then be left on.
 * Source: Welch, Operations Research 12 (1964) 736–752, on the M/G/1 queue whose busy periods begin with an exceptional service; tested
 * against a simulation.
 * @returns null where drawing alone takes longer than the latency target
 */
export function machineMonth(
  images: number,
  rate: MachineRate,
  mode: MachineMode,
  setting: MonthSetting,
  { startSeconds = 0, incrementSeconds = 0, stop = stopCurve([], setting.assumptions) }: MachineStart = {},
): MachineMonth | null {
  const { assumptions, hourShares, hourClasses } = setting
  const workHours = machineHours(images, rate.imagesPerHour)
  const leftOver = (starts: number): number => (starts * incrementSeconds) / 2 / 3600
  const use = (machines: number, paidHours: number, starts: number, roundedHours = leftOver(starts)): MachineMonth => ({
    machines,
    workHours,
    paidHours,
    utilisation: paidHours === 0 ? 1 : workHours / paidHours,
    starts,
    roundedHours,
  })
  if (mode === 'by-utilisation') {
    const paidHours = workHours / (assumptions.utilisation ?? 1)
    return use(Math.ceil((paidHours / HOURS_PER_MONTH) * (1 - 1e-12)), paidHours, 0)
  }
  const byShare = new Map<number, number>()
  for (const { share } of hourClasses) {
    const needed = machinesForLoad(hourly(images, share), rate, assumptions)
    if (needed === null) return null
    byShare.set(share, needed)
  }
  const machinesAt = (share: number): number => byShare.get(share) as number
  const most = Math.max(...byShare.values())
  if (mode === 'kept-on') return use(most, most * HOURS_PER_MONTH, 0)
  if (mode === 'follows-traffic') {
    const perWeek = hourClasses.reduce((sum, { share, hoursPerWeek }) => sum + machinesAt(share) * hoursPerWeek, 0)
    const startsPerWeek = hourShares.reduce((sum, share, hour) => {
      const before = hourShares[(hour + HOURS_PER_WEEK - 1) % HOURS_PER_WEEK] as number
      return sum + Math.max(0, machinesAt(share) - machinesAt(before))
    }, 0)
    return use(most, perWeek * WEEKS_PER_MONTH, startsPerWeek * WEEKS_PER_MONTH)
  }
  let [idleHours, starts, roundedHours] = [0, 0, 0]
  for (const { share, hoursPerWeek } of hourClasses) {
    const machines = machinesAt(share)
    const each = machines === 0 ? 0 : hourly(images, share) / machines
    if (each === 0) continue
    const idleShare = Math.max(0, 1 - each / rate.imagesPerHour)
    const gone = chanceOfStop(stop, each)
    const hours = machines * hoursPerWeek * WEEKS_PER_MONTH
    const idleTimes = (hours * each * idleShare) / (1 + (each * gone * startSeconds) / 3600)
    const [idle, ended] = [(idleTimes * (1 - gone)) / each, idleTimes * gone]
    const stopped = hours * idleShare - idle - (ended * startSeconds) / 3600
    idleHours += idle
    starts += ended
    roundedHours += Math.min(leftOver(ended), Math.max(0, stopped))
  }
  return use(most, workHours + idleHours, starts, roundedHours)
}

/** Pictures asked for in an hour that has this share of a week's. */
export function hourly(imagesPerMonth: number, share: number): number {
  return (imagesPerMonth / WEEKS_PER_MONTH) * share
}
