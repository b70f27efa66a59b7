import { hash } from 'node:crypto'
import sharp from 'sharp'
import { openStore } from '#main/store/open-store.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { createRandom } from '#shared/stats/random.ts'
import { plainCase } from '../support/plain-trial.ts'
import { exampleSample, exampleTrial } from '../unit/store/examples.ts'

const PROMPTS = 12
const REPEATS = 3
const SIDE = 64

/** One run of the same plan, as it might have come out on another day. */
interface Run {
  name: string
  startedAt: string
  /** How many times as long as usual the first contender takes. */
  latencyFactor: number
  chargeMicros: number
  lastPrompt: string
  network: 'wired' | 'wireless'
}

const RUNS: readonly Run[] = [
  {
    name: 'Storefront, June',
    startedAt: '2026-06-08T09:30:00.000Z',
    latencyFactor: 1,
    chargeMicros: 3000,
    lastPrompt: 'a hat',
    network: 'wired',
  },
  {
    name: 'Storefront, August',
    startedAt: '2026-08-10T09:30:00.000Z',
    latencyFactor: 1.05,
    chargeMicros: 3000,
    lastPrompt: 'a hat',
    network: 'wired',
  },
  {
    name: 'Storefront, October',
    startedAt: '2026-10-12T09:30:00.000Z',
    latencyFactor: 1.6,
    chargeMicros: 3500,
    lastPrompt: 'a glove',
    network: 'wireless',
  },
]

/**
 * Writes three trials of the same two contenders into a data folder: in the last one the first contender is slower and dearer, the second
 * as ever, one prompt is another one, and the machine was on another network.
 */
export async function fillRepeatedTrials(directory: string): Promise<void> {
  const store = openStore({ directory, clock: { now: () => new Date('2026-10-12T10:00:00.000Z') } })
  try {
    for (const [index, run] of RUNS.entries()) {
      const id = `trial-${index}`
      const { plan, environment } = exampleTrial()
      const contenders = plan.contenders.map((contender): Contender => ({
        ...contender,
        name: contender.position === 0 ? 'Novita AI' : 'Segmind',
        providerName: contender.position === 0 ? 'Novita AI' : 'Segmind',
        modelName: 'FLUX.1 schnell',
        account: 'environment',
        parameters: { width: SIDE, height: SIDE, steps: 4, format: 'png' },
        furtherSteps: [],
      }))
      const cases = Array.from({ length: PROMPTS }, (_, place) =>
        plainCase(place, `Prompt ${place}`, place === PROMPTS - 1 ? run.lastPrompt : `a picture of thing ${place}`),
      )
      store.trials.create(
        exampleTrial({
          id,
          plan: { ...plan, name: run.name, contenders, cases, repeats: REPEATS },
          status: 'finished',
          startedAt: run.startedAt,
          finishedAt: run.startedAt,
          sampleCount: 2 * PROMPTS * REPEATS,
          environment: { ...environment, network: [run.network] },
        }),
        [],
        1,
      )
      const random = createRandom(index + 1)
      for (let position = 0; position < 2 * PROMPTS * REPEATS; position += 1) {
        const [first, caseIndex] = [position % 2 === 0, Math.floor(position / 2) % PROMPTS]
        const latencyMs = (1800 + 60 * caseIndex + 400 * random.next()) * (first ? run.latencyFactor : 1.3)
        const bytes = await draw(index, position)
        const sha256 = hash('sha256', bytes)
        await store.files.keepImage(sha256, bytes)
        store.samples.record(
          exampleSample(position, {
            id: `${id}-${position}`,
            trialId: id,
            contenderId: first ? 'novita' : 'segmind',
            caseIndex,
            repeat: Math.floor(position / 2 / PROMPTS),
            startedAt: run.startedAt,
            dueMs: position * 2000,
            startedMs: position * 2000,
            finishedMs: position * 2000 + latencyMs,
            latencyMs,
            serviceMs: latencyMs,
            images: [
              { image: { sha256, format: 'png', width: SIDE, height: SIDE, sizeBytes: bytes.byteLength }, flags: [] },
            ],
            charge: {
              amountMicros: first ? run.chargeMicros : 2000,
              basis: 'listed',
              priceId: 'novita/flux',
              evidence: '1 image',
            },
          }),
        )
      }
    }
  } finally {
    store.close()
  }
}

/** Another picture for each, with something in it. */
function draw(run: number, position: number): Promise<Buffer> {
  const random = createRandom(1000 * run + position)
  const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, () => Math.floor(random.next() * 256))
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer()
}
