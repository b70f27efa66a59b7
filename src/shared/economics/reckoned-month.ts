import type { CostItem, CostItemKind, MachineUse } from '../domain/month-cost.ts'

/** A month's cost at one point, without an interval. */
export type ReckonedMonth =
  | { state: 'known'; totalMicros: number; items: CostItem[]; notCounted: string[]; use: MachineUse | null }
  | { state: 'unknown'; reason: string }

/** One item, rounded to the micro-dollar; none where it is nothing. */
export function costItem(kind: CostItemKind, micros: number, words: string): CostItem[] {
  const amountMicros = Math.round(micros)
  return amountMicros === 0 ? [] : [{ kind, amountMicros, words }]
}
