import { z } from 'zod'
import { BreakEven, BreakEvenUtilisation } from './break-even.ts'
import { ClaimCheck } from './claim-check.ts'
import { CostAssumptions } from './cost-assumptions.ts'
import { CostBasis } from './cost-basis.ts'
import { MonthCost, UsableCost } from './month-cost.ts'
import { Ownership, Tornado } from './ownership.ts'

/** A claim with what it is held against, and whom it is about: ids of providers, none for the field as a whole. */
export const ReportedClaim = ClaimCheck.extend({ providers: z.array(z.string()) })
export type ReportedClaim = z.infer<typeof ReportedClaim>

/** What the costs of a trial's contenders come to under one set of assumptions, see `compareCosts`, beside what others claim. */
export const ReportEconomics = z.strictObject({
  assumptions: CostAssumptions,
  comparison: z.strictObject({
    volumes: z.array(z.int()),
    contenders: z.array(
      z.strictObject({
        basis: CostBasis,
        months: z.array(MonthCost).describe('by volume'),
        usable: z.array(UsableCost).describe('by volume'),
        own: MonthCost.describe('at the volume of the assumptions'),
      }),
    ),
    against: z.array(
      z.strictObject({
        machinesId: z.string(),
        managedId: z.string(),
        breakEven: BreakEven,
        usableBreakEven: BreakEven.describe('by usable pictures a month'),
        utilisation: BreakEvenUtilisation,
        tornado: Tornado,
      }),
    ),
    ownership: Ownership,
  }),
  claims: z.array(ReportedClaim).describe('of the contenders’ providers, and of the field as a whole'),
})
export type ReportEconomics = z.infer<typeof ReportEconomics>
