import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as hostPorts from '#main/hosts/create-host-ports.ts'
import type * as workbenchModule from '#main/workbench/workbench.ts'
import type { AssaySide } from './run-side.ts'

/**
 * Assay in a process of its own: a trial through the whole workbench, everything stored. It is the built product in `out`,
 * because that is what ships, and because stripping types in every thread would be measured as Assay's start.
 *
 * Prints an `AssaySide`. The wall runs from the first sample being due to the trial being settled: its last sample in the database, its picture on disk.
 * After it the pictures are examined, unless LEAN is set; `examinedMs` says how long that took, `examinedBefore` how many had been until then, and
 * `processorSeconds` ends with the wall. What comes before, from asking for the trial on, is the start-up: the bare pool's wall leaves its loading out as well.
 */
const built = join(import.meta.dirname, '..', '..', 'out', 'main')
const load = (path: string): Promise<unknown> => import(pathToFileURL(join(built, path)).href)
const { createHostPorts } = (await load('hosts/create-host-ports.js')) as typeof hostPorts
const { createWorkbench } = (await load('workbench/workbench.js')) as typeof workbenchModule

const { ORIGIN = '', PATHNAME = '', COUNT = '0', CONCURRENCY = '1', DATA = '', LEAN = '' } = process.env
const raw = PATHNAME !== '/v1/images/generations'
const workbench = createWorkbench(
  createHostPorts({
    host: 'command-line',
    dataDirectory: DATA,
    environment: { ASSAY_SEGMIND_API_KEY: `SG_${randomBytes(8).toString('hex')}` },
  }),
  (error) => console.error(error),
)
const askedMs = Date.now()
const { trialId } = await workbench.client.trial.start({
  name: 'Bench',
  ...promptsAndRepeats(Number(COUNT)),
  retry: { maximumAttempts: 1 },
  contenders: [
    {
      id: 'bench',
      provider: raw ? 'segmind' : 'modal',
      model: raw ? 'flux-schnell' : 'flux-1-schnell',
      baseUrl: ORIGIN,
      concurrency: Number(CONCURRENCY),
    },
  ],
})
await workbench.trialEnded(trialId)
const settledMs = Date.now()
const untilSettled = process.cpuUsage()
const { succeeded } = await workbench.client.trial.progress({ trialId })
const seen = LEAN === '' ? await lookAtRows() : await lookAtFirst()
await workbench.close()
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
const seconds = (user: number, system: number): number => (user + system) / 1_000_000
process.stdout.write(
  JSON.stringify({
    startUpMs: seen.firstStartedMs - askedMs,
    wallMs: settledMs - seen.firstStartedMs,
    peakRssMb: maxRSS / 1024,
    examinedMs: seen.examinedMs,
    examinedBefore: seen.examinedBefore,
    processorSeconds: seconds(untilSettled.user, untilSettled.system),
    processorSecondsInAll: seconds(userCPUTime, systemCPUTime),
    succeeded,
    latencies: seen.latencies,
  } satisfies AssaySide),
)

/** A plan repeats a prompt a thousand times at most. */
function promptsAndRepeats(count: number): { prompts: { text: string }[]; repeats: number } {
  const prompts = Math.ceil(count / 1000)
  if (count % prompts !== 0) throw new Error(`${count} samples can't be shared out evenly among ${prompts} prompts.`)
  return {
    prompts: Array.from({ length: prompts }, (_, index) => ({ text: `bench ${index}` })),
    repeats: count / prompts,
  }
}

type Seen = Pick<AssaySide, 'examinedMs' | 'examinedBefore' | 'latencies'> & { firstStartedMs: number }

async function lookAtRows(): Promise<Seen> {
  const rowsThen = await workbench.client.sample.rows({ trialId })
  await workbench.examined(trialId)
  const examinedMs = Date.now() - settledMs
  const rows = await workbench.client.sample.rows({ trialId })
  if (rows.some((row) => row.examined === false)) throw new Error('Not every picture was examined.')
  return {
    examinedMs,
    examinedBefore: rowsThen.filter((row) => row.examined).length,
    firstStartedMs: Math.min(...rows.map((row) => Date.parse(row.startedAt))),
    latencies: Object.fromEntries(rows.map((row) => [String(row.requestId), row.latencyMs])),
  }
}

/** A hundred thousand rows would be the most memory that this process ever held. */
async function lookAtFirst(): Promise<Seen> {
  const { startedAt } = await workbench.client.sample.get({ sampleId: `${trialId}-000000` })
  return { examinedMs: null, examinedBefore: null, firstStartedMs: Date.parse(startedAt), latencies: {} }
}
