/**
 * What can go wrong.
 * - `no-capacity`: a launch finds no machine · `lost-offer`: somebody else was quicker
 * - `rate-limit`: any call is told to slow down · `hang-in-booting`: a machine never gets to run
 * - `end-fails`: a call to end is answered with a server error · `end-ignored`: it is accepted, and nothing happens
 * - `vanish`: a machine is taken back after `vanishAfterMs` · `answer-lost`: a launch makes a machine, and the connection is cut
 */
export type RentalFault =
  | 'no-capacity'
  | 'lost-offer'
  | 'rate-limit'
  | 'hang-in-booting'
  | 'end-fails'
  | 'end-ignored'
  | 'vanish'
  | 'answer-lost'

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
