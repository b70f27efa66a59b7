import { procedures } from './base.ts'

export const instrument = {
  calibrate: procedures.instrument.calibrate.handler(({ input, context }) => context.instrument.calibrate(input)),
  last: procedures.instrument.last.handler(({ context }) => context.instrument.last()),
}
