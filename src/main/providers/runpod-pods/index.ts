import type { RentalAdapter } from '../rental-adapter.ts'
import { descriptor } from './descriptor.ts'
import { meter } from './pricing.ts'
import { buildEnd, buildLaunch, buildList, buildOffers, buildRead } from './request.ts'
import { readCheck, readEnd, readLaunch, readList, readMachine, readOffers } from './response.ts'

export const runpodPods = {
  descriptor,
  meter,
  needsSshKey: false,
  needsImage: true,
  addressNote: 'RunPod’s own address is public, asks for no key, and gives up after 100 s.',
  // 60 calls a minute in all.
  minimumIntervalMs: { launch: 1000, read: 2000, end: 1000 },
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
  accountCheck: { request: buildList(), read: readCheck },
} satisfies RentalAdapter
