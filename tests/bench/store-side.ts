import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as openStoreModule from '#main/store/open-store.ts'
import type * as progressModule from '#main/workbench/trial-progress.ts'
import { benchSample } from './bench-sample.ts'

/** Microseconds for one more sample: to store it, in groups as they come from a trial; to read it back for the page with its progress. */
export interface StoreSide {
  storeProcessorUs: number
  storeWallUs: number
  tellProcessorUs: number
  tellWallUs: number
}

const MORE = 1000
const WARM_UP = 200
/** What ends in one turn of the loop and shares a commit. */
const TOGETHER = 5
/** What lands between two messages to the page. */
const TOLD_TOGETHER = 40

const built = join(import.meta.dirname, '..', '..', 'out', 'main')
const load = (path: string): Promise<unknown> => import(pathToFileURL(join(built, path)).href)
const { openStore } = (await load('store/open-store.js')) as typeof openStoreModule
const { TrialProgressCounter } = (await load('workbench/trial-progress.js')) as typeof progressModule

const { DATA = '', TRIAL = '' } = process.env
const store = openStore({ directory: DATA, clock: { now: () => new Date() } })
const trial = store.trials.get(TRIAL)
if (trial === null) throw new Error(`There is no trial ${TRIAL} in ${DATA}.`)
const contenders = trial.plan.contenders.map(({ id }) => id)
const counter = new TrialProgressCounter(trial)
let next = 0
for (const sample of store.figures(TRIAL)) {
  counter.landed(sample)
  next = Math.max(next, sample.position + 1)
}
const samples = Array.from({ length: WARM_UP + MORE }, (_, index) =>
  benchSample({ trialId: TRIAL, position: next + index, contenders, cases: trial.plan.cases.length }),
)

const stored = { processorUs: 0, wallUs: 0 }
const told = { processorUs: 0, wallUs: 0 }
for (let from = 0; from < samples.length; from += TOLD_TOGETHER) {
  const landed = samples.slice(from, from + TOLD_TOGETHER)
  const store = timed(() => storeAll(landed))
  const tell = timed(() => tellAll(landed))
  // Code that is compiled on the way would be counted as the first samples'.
  if (from < WARM_UP) continue
  add(stored, store)
  add(told, tell)
}
store.close()
process.stdout.write(
  JSON.stringify({
    storeProcessorUs: stored.processorUs,
    storeWallUs: stored.wallUs,
    tellProcessorUs: told.processorUs,
    tellWallUs: told.wallUs,
  } satisfies StoreSide),
)

function add(sum: typeof stored, { processorUs, wallUs }: typeof stored): void {
  sum.processorUs += processorUs
  sum.wallUs += wallUs
}

function storeAll(all: typeof samples): void {
  for (let from = 0; from < all.length; from += TOGETHER) {
    const group = all.slice(from, from + TOGETHER)
    store.samples.recordTogether(group)
    for (const sample of group) {
      counter.landed({ ...sample, failureClass: null, chargeMicros: sample.charge.amountMicros })
    }
  }
}

function tellAll(all: typeof samples): void {
  const rows = store.samples.rowsOf(all.map(({ id }) => id))
  JSON.stringify({ rows, progress: counter.snapshot('running', 1000) })
}

function timed(act: () => void): { processorUs: number; wallUs: number } {
  const [before, since] = [process.cpuUsage(), performance.now()]
  act()
  const wallMs = performance.now() - since
  const { user, system } = process.cpuUsage(before)
  return { processorUs: (user + system) / MORE, wallUs: (1000 * wallMs) / MORE }
}
