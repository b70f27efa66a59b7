import type { MeterRule } from '#shared/domain/rental.ts'

/** How it bills a machine; what an hour costs stands on the machine itself. */
export const meter = {
  starts: 'exists',
  incrementSeconds: 1,
  words:
    'billed by the second while it runs; whether starting up is billed is not documented, so it counts from its creation',
} satisfies MeterRule
