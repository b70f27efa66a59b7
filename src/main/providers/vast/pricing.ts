import type { MeterRule } from '#shared/domain/rental.ts'

/** How it bills a machine; what an hour costs stands on the machine itself. */
export const meter = {
  starts: 'running',
  incrementSeconds: 1,
  words:
    'the GPU by the second while it runs, storage from its creation to its end; traffic is billed on top and not counted here',
} satisfies MeterRule
