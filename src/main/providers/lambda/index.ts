import type { RentalAdapter } from '../rental-adapter.ts'
import { descriptor } from './descriptor.ts'
import { meter } from './pricing.ts'
import { buildEnd, buildLaunch, buildList, buildOffers, buildRead, buildSshKeys } from './request.ts'
import { readCheck, readEnd, readLaunch, readList, readMachine, readOffers, readSshKeys } from './response.ts'

export const lambda = {
  descriptor,
  meter,
  needsSshKey: true,
  needsImage: false,
  addressNote: 'Lambda’s firewall lets only SSH in, unless a rule of yours opens the worker’s port.',
  minimumIntervalMs: { launch: 12_000, read: 1000, end: 1000 },
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
  sshKeys: { request: buildSshKeys(), read: readSshKeys },
  accountCheck: { request: buildSshKeys(), read: readCheck },
} satisfies RentalAdapter
