import { z } from 'zod'

/**
 * A figure with its interval and n, or the reason why there is none.
 * `too-few`: n does not support it; `neededCount` would. `unknown`: it was not reported.
 * `mixed`: of samples that met different loads, see `headlineOf`.
 * `low` and `high` are the ends of a 95 % interval by `method`; for `prediction` it is one for what is still to come.
 */
export const Estimate = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('known'),
    value: z.number(),
    low: z.number(),
    high: z.number(),
    count: z.int(),
    method: z.enum([
      'order-statistic',
      'bootstrap-by-prompt',
      'wilson',
      'least-squares',
      'prediction',
      'exact',
      'cluster-robust',
      'batch-means',
    ]),
  }),
  z.strictObject({ state: z.literal('too-few'), count: z.int(), neededCount: z.int() }),
  z.strictObject({ state: z.literal('unknown'), count: z.int() }),
  z.strictObject({ state: z.literal('mixed'), count: z.int() }),
])
export type Estimate = z.infer<typeof Estimate>
