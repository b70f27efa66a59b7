import type { RentalAdapter } from '../rental-adapter.ts'
import { descriptor } from './descriptor.ts'
import { meter } from './pricing.ts'
import { buildEnd, buildLaunch, buildList, buildOffers, buildRead, buildUser } from './request.ts'
import { readBalance, readCheck, readEnd, readLaunch, readList, readMachine, readOffers } from './response.ts'

export const vast = {
  descriptor,
  meter,
  needsSshKey: false,
  needsImage: true,
  addressNote: 'The port is public, and nobody is asked for a key.',
  // The documentation's own intervals are 4.5, 2 and 3 s; a little more keeps clear of clocks that differ.
  minimumIntervalMs: { launch: 5000, read: 2500, end: 3500 },
  buildOffers,
  readOffers,
  buildLaunch,
  readLaunch,
  buildRead,
  readMachine,
  buildList,
  readList,
  buildEnd,
  readEnd,
  accountCheck: { request: buildUser(), read: readCheck },
  balance: { request: buildUser(), read: readBalance },
} satisfies RentalAdapter
