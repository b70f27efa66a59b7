import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startTruthThread } from '#main/simulators/truth/start-truth-thread.ts'
import { inspectPicture } from '#main/images/inspect-picture.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

const isPicture = (name: string): boolean => name.startsWith(join('images', ''))

test('a calibration that leaves a trial, a charge or a picture behind, or loses replies', async () => {
  const dataDirectory = await temporaryDirectory()
  const { client } = await testWorkbench({ dataDirectory })
  const before = await readdir(dataDirectory, { recursive: true })
  const calibration = await client.instrument.calibrate({ concurrency: 40 })
  expect(calibration.matchedCount).toBe(calibration.sampleCount)
  expect(calibration).toMatchObject({ concurrency: 40, error: { p50: { state: 'known' }, p99: { state: 'known' } } })
  expect(calibration.eventLoopLag).not.toBeNull()
  const { p50, maxMs } = calibration.error
  // A reply can't be seen before it was given: a smaller figure would mean that the truth is another request's.
  expect(p50.state === 'known' && p50.value).toBeGreaterThan(0)
  expect(maxMs).toBeGreaterThan(0)
  expect((await client.trial.list({})).total).toBe(0)
  expect((await client.spend.summary({ month: calibration.calibratedAt.slice(0, 7) })).days).toEqual([])
  const after = await readdir(dataDirectory, { recursive: true })
  expect(after.filter(isPicture)).toEqual(before.filter(isPicture))
  expect(await client.instrument.last()).toEqual(calibration)
})

test('a truth server whose pictures are damaged, alike, or of another size than asked', async () => {
  const server = await startTruthThread({ serviceMs: 0, spread: 0, pictureBytes: 123_456 })
  try {
    const draw = async (): Promise<Buffer> => {
      const reply = await fetch(`${server.origin}/v1/flux-schnell`, { method: 'POST', body: '{}' })
      return Buffer.from(await reply.arrayBuffer())
    }
    const [one, other] = [await draw(), await draw()]
    expect([one.byteLength, other.byteLength]).toEqual([123_456, 123_456])
    expect(one.equals(other)).toBe(false)
    const asked = { width: 1024, height: 1024 }
    expect(inspectPicture(one, asked)).toEqual({ format: 'jpeg', ...asked, flags: [] })
    expect([...(await server.truth()).keys()]).toEqual(['truth-0', 'truth-1'])
  } finally {
    await server.close()
  }
})
