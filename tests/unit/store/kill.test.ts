import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { Sample } from '#shared/domain/sample.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

/** Says how many samples a recording process announced before it was killed, after it had said so many. */
async function killAfter(directory: string, trialId: string, announcements: number): Promise<string[]> {
  const script = join(import.meta.dirname, 'record-samples.ts')
  const child = spawn(process.execPath, [script, directory, trialId, '2000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const announced: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    announced.push(line)
    if (announced.length === announcements) child.kill('SIGKILL')
  })
  const [[, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')])
  expect(signal).toBe('SIGKILL')
  return announced
}

test('a kill that leaves half a sample, loses one that was announced, or leaves a picture that is not whole', async () => {
  const directory = await temporaryDirectory()
  const announced: string[] = []
  // The kill reaches the process while it works on a later sample, each time at another place of its loop.
  for (const [round, after] of [1, 2, 5, 17, 40].entries()) {
    announced.push(...(await killAfter(directory, `trial-${round}`, after)))
  }
  const later = { now: () => new Date(Date.now() + 24 * 60 * 60 * 1000) }
  const store = openStore({ directory, clock: later })
  expect(store.integrityCheck()).toEqual([])
  for (const id of announced) expect(Sample.safeParse(store.samples.get(id)).success).toBe(true)

  const { trials } = store.trials.list({ limit: 10, offset: 0 })
  expect(trials).toHaveLength(5)
  for (const { sampleId, image } of trials.flatMap(({ id }) => store.samples.rows(id))) {
    expect(Sample.safeParse(store.samples.get(sampleId)).success).toBe(true)
    expect(image !== null && existsSync(store.files.imagePath(image.sha256))).toBe(true)
  }
  for (const shard of readdirSync(join(directory, 'images'))) {
    for (const name of readdirSync(join(directory, 'images', shard))) {
      const bytes = readFileSync(join(directory, 'images', shard, name))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(name)
    }
  }
  expect(readdirSync(join(directory, 'incoming'))).toEqual([])
  expect(store.trials.markInterrupted(() => false)).toHaveLength(5)
  store.close()
}, 60_000)
