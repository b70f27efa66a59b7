import { z } from 'zod'
import { Micros } from '../units/money.ts'

/** What a month’s cost is made of. */
export const CostItemKind = z.enum([
  'pictures',
  'failed-calls',
  'cold-starts',
  'idle',
  'recoveries',
  'storage',
  'extras',
  'people',
])
export type CostItemKind = z.infer<typeof CostItemKind>

/** `words` say how the amount came about. */
export const CostItem = z.strictObject({ kind: CostItemKind, amountMicros: Micros, words: z.string() })
export type CostItem = z.infer<typeof CostItem>

/** What machines do in a month. */
export const MachineUse = z.strictObject({
  /** The most that are on at a time. */
  machines: z.int(),
  workHours: z.number(),
  /** Over all machines, at work or idle. */
  paidHours: z.number(),
  /** Work over paid. */
  utilisation: z.number(),
})
export type MachineUse = z.infer<typeof MachineUse>

/** An amount with the ends of its 95 % interval, in micro-dollars; without a measured interval all three are the same. */
export const AmountInterval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
export type AmountInterval = z.infer<typeof AmountInterval>

/** What a contender costs in a month at a volume. The items add up to `total.value`, to the micro-dollar. */
export const MonthCost = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('known'),
    imagesPerMonth: z.int(),
    total: AmountInterval,
    items: z.array(CostItem),
    /** What would be in it and is not known, a sentence each. */
    notCounted: z.array(z.string()),
    /** null for a managed API. */
    use: MachineUse.nullable(),
  }),
  z.strictObject({ state: z.literal('unknown'), imagesPerMonth: z.int(), reason: z.string() }),
])
export type MonthCost = z.infer<typeof MonthCost>

/** What one usable picture costs at a volume, in micro-dollars, or why that is not known. */
export const UsableCost = z.discriminatedUnion('state', [
  AmountInterval.extend({ state: z.literal('known'), imagesPerMonth: z.int() }),
  z.strictObject({ state: z.literal('unknown'), imagesPerMonth: z.int(), reason: z.string() }),
])
export type UsableCost = z.infer<typeof UsableCost>
