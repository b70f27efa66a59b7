import { figureText } from '#shared/units/count-text.ts'
import { linearAxis, logTicks } from './scale.ts'

/** An axis ready to be drawn: its ends, its marks, and how they are written. */
export interface ChartAxis {
  scale: 'linear' | 'log'
  from: number
  to: number
  ticks: readonly number[]
  write: (value: number) => string
}

/** From 0. @param count about how many marks */
export function axisFromZero(highest: number, count: number, write: ChartAxis['write']): ChartAxis {
  const { maximum, ticks } = linearAxis(highest, count)
  return { scale: 'linear', from: 0, to: maximum, ticks, write }
}

/** Of what is counted: no mark between two whole numbers. */
export function countAxis(highest: number): ChartAxis {
  const axis = axisFromZero(highest, 4, figureText)
  return { ...axis, ticks: axis.ticks.filter((tick) => Number.isInteger(tick)) }
}

/** From somewhat below the least to somewhat above the most; both above 0. */
export function logAxis(lowest: number, highest: number, write: ChartAxis['write']): ChartAxis {
  const [from, to] = [lowest * 0.9, highest * 1.1]
  return { scale: 'log', from, to, ticks: logTicks(from, to), write }
}

/** One place for each name, side by side. */
export function placesAxis(names: readonly string[]): ChartAxis {
  return {
    scale: 'linear',
    from: -0.5,
    to: names.length - 0.5,
    ticks: names.map((_, index) => index),
    write: (value) => names[value] ?? '',
  }
}

export function writeSeconds(seconds: number): string {
  return `${seconds} s`
}
