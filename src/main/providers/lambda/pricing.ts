import type { MeterRule } from '#shared/domain/rental.ts'

/** How it bills a machine; what an hour costs stands on the machine itself. */
export const meter = {
  // Whether it starts at the launch or when the machine is active is not documented: the earlier one is counted.
  starts: 'launched',
  incrementSeconds: 60,
  words:
    'billed by the minute until terminated; whether from the launch or from "active" on is not documented, so it counts from the launch',
} satisfies MeterRule
