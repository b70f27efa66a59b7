import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digestReply } from '#main/images/digest-reply.ts'
import { segmind } from '#main/providers/segmind/index.ts'
import type { Ask, ProviderAdapter, Reading, Reply } from '#main/providers/provider-adapter.ts'
import { imageFiles } from '#main/store/image-files.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { drawnPicture, encode } from './pictures.ts'

const ask: Ask = {
  modelId: 'm',
  prompt: 'a lake',
  seed: 1,
  parameters: { width: 64, height: 64, format: 'png' },
  workflow: null,
  picture: null,
  uploaded: null,
  clientId: null,
}
const reply: Reply = { status: 200, headers: {}, body: new Uint8Array(0) }
const reported = {
  queueMs: null,
  inferenceMs: 12.5,
  costMicros: 3,
  seed: null,
  requestId: 'r',
  jobId: null,
  cold: null,
}

/** An adapter that reads whatever it is told to. */
function adapterThatReads(submit: Reading, poll: Reading | null = null): ProviderAdapter {
  return { ...segmind, readSubmit: () => submit, readPoll: poll === null ? null : () => poll }
}

test('a reply whose pictures are mixed up, lost or kept though they are not whole', async () => {
  const directory = await temporaryDirectory()
  const files = imageFiles(directory)
  const bytes = await encode(drawnPicture(64, 64), 'png')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const reading: Reading = {
    state: 'finished',
    pictures: [
      { kind: 'url', url: 'https://cdn.example.com/1.png' },
      { kind: 'bytes', bytes },
      { kind: 'bytes', bytes: bytes.subarray(0, bytes.length / 2) },
    ],
    reported,
  }
  expect(await digestReply({ step: { kind: 'submit' }, reply, ask }, adapterThatReads(reading), files)).toEqual({
    state: 'finished',
    pictures: [
      { kind: 'url', url: 'https://cdn.example.com/1.png' },
      {
        kind: 'kept',
        picture: { image: { sha256, format: 'png', width: 64, height: 64, sizeBytes: bytes.length }, flags: [] },
      },
      { kind: 'kept', picture: { unusable: expect.stringContaining('PNG') } },
    ],
    reported,
  })
  expect(readFileSync(files.imagePath(sha256)).equals(bytes)).toBe(true)
  expect(readdirSync(join(directory, 'images'))).toHaveLength(1)
  expect(readdirSync(join(directory, 'incoming'))).toEqual([])
  expect(existsSync(join(directory, 'thumbnails'))).toBe(false)
})

test('a poll read as a submit, or a failure that becomes something else on its way', async () => {
  const files = imageFiles(await temporaryDirectory())
  const job = { jobId: 'job', statusUrl: null }
  const failed: Reading = {
    state: 'failed',
    failure: { class: 'server', message: 'It failed.', retryable: true, retryAfterMs: 100 },
    reported,
  }
  const pending: Reading = { state: 'pending', job, pollAfterMs: 500, reported }
  const adapter = adapterThatReads(pending, failed)
  expect(await digestReply({ step: { kind: 'submit' }, reply, ask }, adapter, files)).toEqual(pending)
  expect(await digestReply({ step: { kind: 'poll', job }, reply, ask }, adapter, files)).toEqual(failed)
  await expect(
    digestReply({ step: { kind: 'poll', job }, reply, ask }, adapterThatReads(pending), files),
  ).rejects.toThrow(/no jobs/)
})
