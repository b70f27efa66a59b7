import { randomBytes } from 'node:crypto'
import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import { createWorkbench } from '#main/workbench/workbench.ts'

/**
 * Assay in a process of its own: a trial through the whole workbench, everything stored.
 * Prints `{ wallMs, peakRssMb, succeeded, latencies: { requestId: milliseconds } }`. The wall runs from asking for the trial
 * to its last sample being in the database, its picture on disk.
 */
const { ORIGIN = '', PATHNAME = '', COUNT = '0', CONCURRENCY = '1', DATA = '' } = process.env
const raw = PATHNAME !== '/v1/images/generations'
const workbench = createWorkbench(
  createHostPorts({
    host: 'command-line',
    dataDirectory: DATA,
    environment: { ASSAY_SEGMIND_API_KEY: `SG_${randomBytes(8).toString('hex')}` },
  }),
  (error) => console.error(error),
)
const started = performance.now()
const { trialId } = await workbench.client.trial.start({
  name: 'Bench',
  prompts: [{ text: 'bench' }],
  repeats: Number(COUNT),
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
const wallMs = performance.now() - started
const rows = await workbench.client.sample.rows({ trialId })
const latencies = Object.fromEntries(rows.map((row) => [String(row.requestId), row.latencyMs]))
const succeeded = rows.filter((row) => row.outcome === 'succeeded').length
await workbench.close()
const peakRssMb = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ wallMs, peakRssMb, succeeded, latencies }))
