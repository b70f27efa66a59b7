import { median } from 'simple-statistics'

/** What is asked of every scenario. */
export interface Asked {
  /** How often each figure is measured; what is printed is the median. */
  rounds: number
  /** Also what takes many minutes. */
  long: boolean
}

/** What a scenario found: figures for machines, by name, and the same in lines for people. */
export interface Found {
  figures: Record<string, unknown>
  lines: string[]
}

export type Scenario = (asked: Asked) => Promise<Found>

export async function inRounds<T>({ rounds }: Asked, measureOnce: () => Promise<T>): Promise<T[]> {
  const measured: T[] = []
  while (measured.length < rounds) measured.push(await measureOnce())
  return measured
}

export function middle<T>(rounds: readonly T[], pick: (round: T) => number): number {
  return median(rounds.map(pick))
}

/** The median with the lowest and the highest round beside it: "1.05 (1.02 to 1.11)". */
export function spread<T>(rounds: readonly T[], pick: (round: T) => number, digits = 2): string {
  const values = rounds.map(pick)
  const text = (value: number): string => value.toFixed(digits)
  return `${text(median(values))} (${text(Math.min(...values))} to ${text(Math.max(...values))})`
}
