/** What can go wrong, in words. */
export const RENTAL_FAULTS = {
  'no-capacity': 'a launch finds no machine',
  'lost-offer': 'a launch finds that somebody else was quicker',
  'rate-limit': 'a call is told to slow down',
  'hang-in-booting': 'a machine never gets to run',
  'end-fails': 'a call to end is answered with an error',
  'end-ignored': 'a call to end is accepted, and nothing happens',
  /** After `vanishAfterMs`. */
  vanish: 'a machine is taken back',
  'answer-lost': 'a launch makes a machine, and the connection is cut before it says so',
} as const
export type RentalFault = keyof typeof RENTAL_FAULTS

/** How a simulated provider of machines behaves. Times are milliseconds. */
export interface RentalProfile {
  /** From the launch until the machine runs. */
  bootMs: number
  /** From then on until its worker listens. */
  workerMs: number
  /** From an accepted end until the machine is gone. */
  endMs: number
  /** How long a machine that is gone can still be asked after. */
  listedMs: number
  vanishAfterMs: number
  /** How many calls, or machines, each fault strikes: the next ones. */
  faults: Partial<Record<RentalFault, number>>
}

/** A place in a machine's life, on the simulator's own clock; null where it has not been reached. */
export interface MachineLife {
  launchedMs: number
  runningMs: number | null
  goneMs: number | null
}
