import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import { openStore } from '#main/store/open-store.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { createRandom } from '#shared/stats/random.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

/** `ASSAY_KILLS=200` for the long proof. A kill costs the start of a process. */
const KILLS = Number(process.env['ASSAY_KILLS'] ?? 8)
/** Of one kill, on a machine that does much else. */
const KILL_LIMIT_MS = 15_000
/** Trials that are killed at the same time, each in a folder of its own. */
const TRIALS_AT_ONCE = 2
/** From the moment a process has said which trial it runs; it is then about to rehearse, to pick up, to ask, or to end. */
const LONGEST_LIFE_MS = 2500
const PROMPTS = 6
const REPEATS = 4

/** So that whatever goes wrong is ours. */
const FAULTLESS = { refusalRate: 0, serverErrorRate: 0, rateLimitRate: 0 }

type Simulators = Awaited<ReturnType<typeof startSimulatorThread>>

function planFor(running: Simulators, name: string): object {
  const at = (id: string): string | undefined => running.simulators.find(({ providerId }) => providerId === id)?.baseUrl
  const parameters = { width: 256, height: 256, format: 'jpeg' }
  return {
    name,
    // Two trials never ask for the same picture, so that the truth log tells which one had it drawn.
    prompts: Array.from({ length: PROMPTS }, (_none, index) => ({ text: `${name}, picture ${index}` })),
    repeats: REPEATS,
    calibrate: false,
    retry: { maximumAttempts: 1 },
    budgetUsd: 5,
    contenders: [
      { id: 'fal', provider: 'fal', model: 'fal-ai/flux/schnell', baseUrl: at('fal'), parameters, concurrency: 3 },
      { id: 'novita', provider: 'novita', model: 'flux-1-schnell', baseUrl: at('novita'), parameters, concurrency: 2 },
    ],
  }
}

interface Life {
  trialId: string | null
  landed: string[]
  /** Whether it came to its own end. */
  settled: boolean
}

/** One process: started, and killed after a time. */
async function live(words: string[], environment: Record<string, string>, lifeMs: number): Promise<Life> {
  const script = join(import.meta.dirname, 'sit-until-killed.ts')
  const child = spawn(process.execPath, [script, ...words], {
    env: childEnvironment(environment),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const life: Life = { trialId: null, landed: [], settled: false }
  const gone = once(child, 'close')
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [what, id = ''] = line.split(' ')
    if (what === 'landed') life.landed.push(id)
    else if (what === 'settled') life.settled = true
    else {
      life.trialId = id
      void pause(lifeMs).then(() => child.kill('SIGKILL'))
    }
  })
  await gone
  return life
}

/** Kills a trial again and again until it has come to its end. @returns how often it was killed */
async function runKilled(name: string, running: Simulators, kills: number, seed: number): Promise<number> {
  const random = createRandom(seed)
  const folder = await temporaryDirectory()
  const environment = Object.fromEntries(
    running.simulators.map(({ providerId, credentials }) => [
      environmentVariable(providerId, 'apiKey'),
      credentials['apiKey'] ?? '',
    ]),
  )
  const plan = JSON.stringify(planFor(running, name))
  const announced = new Set<string>()
  let trialId: string | null = null
  let killed = 0
  for (;;) {
    const lifeMs = killed < kills ? random.next() * LONGEST_LIFE_MS : 600_000
    const life = await live([folder, trialId ?? '-', plan], environment, lifeMs)
    trialId ??= life.trialId
    for (const id of life.landed) announced.add(id)
    if (life.settled) break
    killed += 1
    expect(killed, 'a trial that can’t be resumed').toBeLessThanOrEqual(kills)
  }
  checkEnd(folder, trialId ?? '', announced)
  const truth = (await running.truth()).filter(({ prompt }) => prompt?.startsWith(`${name},`) === true)
  const drawn = Map.groupBy(truth, ({ providerId, prompt, seed: asked }) => [providerId, prompt, asked].join('\n'))
  for (const [key, entries] of drawn) expect(entries.length, `paid twice: ${key}`).toBe(1)
  return killed
}

function checkEnd(folder: string, trialId: string, announced: ReadonlySet<string>): void {
  const store = openStore({ directory: folder, clock: { now: () => new Date() } })
  expect(store.integrityCheck()).toEqual([])
  const trial = store.trials.get(trialId)
  const rows = store.samples.rows(trialId)
  expect(trial?.status).toBe('finished')
  expect(rows.map(({ position }) => position)).toEqual(
    Array.from({ length: 2 * PROMPTS * REPEATS }, (_none, position) => position),
  )
  const stored = new Set(rows.map(({ sampleId }) => sampleId))
  expect([...announced].filter((id) => !stored.has(id))).toEqual([])
  for (const row of rows) checkRow(row, store.files.imagePath(row.image?.sha256 ?? '0'.repeat(64)))
  expect(store.reservations.list(trialId)).toEqual([])
  expect(store.remoteJobs.list(trialId)).toEqual([])
  const [summary] = store.trials.list({ limit: 1, offset: 0 }).trials
  expect(summary?.spentMicros).toBe(rows.reduce((sum, { chargeMicros }) => sum + (chargeMicros ?? 0), 0))
  expect(summary?.unknownChargeCount).toBe(rows.filter(({ chargeMicros }) => chargeMicros === null).length)
  const sittings = store.sittings.list(trialId)
  expect(sittings.slice(0, -1).every(({ ending }) => ending === 'interrupted')).toBe(true)
  for (const [index, sitting] of sittings.slice(1).entries()) {
    expect(sitting.offsetMs).toBeGreaterThanOrEqual(sittings[index]?.offsetMs ?? Infinity)
  }
  store.close()
}

/** A sample is whole, or was lost in flight; nothing else goes wrong at these simulators. */
function checkRow(row: SampleRow, picturePath: string): void {
  expect(row.earlier).toEqual([])
  if (row.outcome === 'succeeded') {
    expect(row.chargeMicros).not.toBeNull()
    expect(existsSync(picturePath), `${row.sampleId} names a picture that is not there`).toBe(true)
    return
  }
  expect(row).toMatchObject({ outcome: 'failed', failureClass: 'interrupted', chargeMicros: null })
}

test(
  `${KILLS} kills lose a finished sample, ask one twice, pay a job twice, or leave a trial that can’t go on`,
  async () => {
    const running = await startSimulatorThread({
      seed: 5,
      providers: ['fal', 'novita'],
      practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
      profiles: { fal: FAULTLESS, novita: FAULTLESS },
      timeScale: 0.4,
    })
    onTestFinished(() => running.close())
    let killed = 0
    let trials = 0
    const work = async (lane: number): Promise<void> => {
      while (killed < KILLS) {
        const number = trials++
        const kills = await runKilled(`Trial ${lane}-${number}`, running, Math.min(6, KILLS), 1000 * lane + number)
        // Not in one statement with the wait: the other lane has added its own meanwhile.
        killed += kills
        if (KILLS > 8) console.info(`${killed} of ${KILLS} kills`)
      }
    }
    await Promise.all(Array.from({ length: TRIALS_AT_ONCE }, (_none, lane) => work(lane)))
    expect(killed).toBeGreaterThanOrEqual(KILLS)
  },
  1_200_000 + KILLS * KILL_LIMIT_MS,
)
