import type { Traffic } from '../domain/cost-assumptions.ts'

export const HOURS_PER_WEEK = 168

/**
 * Which part of a week's pictures each of its hours has, from Monday 0:00 on; the parts add up to 1.
 * The three that ship are drawn up, not measured: `office-hours` has from 9 to 17, Monday to Friday, ten times as many an hour as else;
 * `evening-peak` every day from 18 to 23 four times as many as from 8 to 18, and at night a quarter of that.
 */
export function weekShares(traffic: Traffic): number[] {
  const weights = Array.from({ length: HOURS_PER_WEEK }, (_, hour) => weightAt(traffic, hour))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

function weightAt(traffic: Traffic, hourOfWeek: number): number {
  const [day, hour] = [Math.floor(hourOfWeek / 24), hourOfWeek % 24]
  if (traffic.kind === 'flat') return 1
  if (traffic.kind === 'office-hours') return day < 5 && hour >= 9 && hour < 17 ? 10 : 1
  if (traffic.kind === 'own') return traffic.weights[hourOfWeek % traffic.weights.length] as number
  if (hour >= 18 && hour < 23) return 4
  return hour >= 8 && hour < 18 ? 1 : 0.25
}
