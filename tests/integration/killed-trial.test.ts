import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { findInstallation } from '#main/hosts/installation.ts'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import { openStore } from '#main/store/open-store.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const SAMPLES = 1000
const root = findInstallation().root

/** PartiPrompts where the collection lies beside the repository; else the packs that ship with Assay. */
const PARTI = resolve(root, '..', 'shared', 'data', 'parti-prompts.tsv')

async function prompts(): Promise<object> {
  if (existsSync(PARTI)) return { file: PARTI, column: 'Prompt', limit: SAMPLES / 4 }
  const pack = JSON.parse(await readFile(join(root, 'resources', 'prompt-packs', 'storefront.json'), 'utf8')) as {
    prompts: { text: string }[]
  }
  return Array.from({ length: SAMPLES / 4 }, (_, index) => `${pack.prompts[index % 9]?.text} (${index})`)
}

test('a trial of 1,000 samples that is killed half-way leaves a sound database and whole pictures', async () => {
  const running = await startSimulatorThread({
    seed: 3,
    practiceDirectory: join(root, 'resources', 'practice'),
    timeScale: 0.02,
  })
  onTestFinished(() => running.close())
  const data = await temporaryDirectory()
  const plan = join(data, 'plan.yaml')
  const parameters = { width: 512, height: 512, steps: 4, format: 'jpeg' }
  await writeFile(
    plan,
    stringify({
      name: 'A thousand',
      prompts: await prompts(),
      calibrate: false,
      contenders: [
        { id: 'novita', provider: 'novita', model: 'flux-1-schnell', parameters, concurrency: 6 },
        { id: 'segmind', provider: 'segmind', model: 'sdxl1.0-txt2img', parameters, concurrency: 6 },
        { id: 'modal', provider: 'modal', model: 'flux-1-schnell', parameters, concurrency: 6 },
        { id: 'lambda', provider: 'a1111', model: 'sd_xl_base_1.0', parameters, concurrency: 1 },
      ],
    }),
  )
  const environment = Object.fromEntries(
    running.simulators.flatMap(({ providerId, baseUrl, credentials }) =>
      Object.entries({ baseUrl, ...credentials }).map(([field, value]) => [
        environmentVariable(providerId, field),
        value,
      ]),
    ),
  )
  const child = spawn(process.execPath, [join(root, 'src', 'main', 'cli.ts'), 'run', plan, '--data', data, '--json'], {
    env: childEnvironment(environment),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  const announced: string[] = []
  for await (const line of createInterface(child.stderr)) {
    const event = JSON.parse(line) as { type: string; sample?: { sampleId: string } }
    if (event.type === 'landed' && event.sample !== undefined) announced.push(event.sample.sampleId)
    if (announced.length >= SAMPLES / 2) break
  }
  child.kill('SIGKILL')
  await exited
  expect(announced.length).toBeGreaterThanOrEqual(SAMPLES / 2)

  const store = openStore({ directory: data, clock: { now: () => new Date() } })
  onTestFinished(() => store.close())
  expect(store.integrityCheck()).toEqual([])
  store.trials.markInterrupted(() => false)
  const trial = store.trials.list({ limit: 1, offset: 0 }).trials[0]
  expect(trial?.status).toBe('interrupted')
  expect(trial?.sampleCount).toBe(SAMPLES)
  const rows = store.samples.rows(trial?.id ?? '')
  const stored = new Set(rows.map((row) => row.sampleId))
  expect(
    announced.filter((sampleId) => !stored.has(sampleId)),
    'finished samples that were lost',
  ).toEqual([])
  for (const row of rows) {
    expect(store.samples.get(row.sampleId)?.attempts.length, `${row.sampleId} is half a sample`).toBe(row.attempts)
    const path = row.image === null ? null : store.files.imagePath(row.image.sha256)
    expect(path === null || existsSync(path), `${row.sampleId} names a picture that is not there`).toBe(true)
  }
  const files = (await readdir(join(data, 'images'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  expect(files.length).toBeGreaterThan(SAMPLES / 4)
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name))
    expect(createHash('sha256').update(bytes).digest('hex'), `${file.name} does not hash to its name`).toBe(file.name)
  }
})
