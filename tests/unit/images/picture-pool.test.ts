import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import type { PictureDesk } from '#main/engine/ports.ts'
import { createPictureDesk, type PictureThreads } from '#main/images/picture-pool.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'
import { imageFiles } from '#main/store/image-files.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { drawnPicture, encode } from './pictures.ts'

const ask: Ask = {
  modelId: 'm',
  prompt: 'a lake',
  seed: 1,
  parameters: { width: 64, height: 64 },
  workflow: null,
  picture: null,
  uploaded: null,
  clientId: null,
}

function deskIn(dataDirectory: string): PictureThreads {
  const desk = createPictureDesk({ dataDirectory, providerIds: ['a1111'], threads: 1 })
  onTestFinished(() => desk.close())
  return desk
}

test('picture threads that no longer fit what the engine asks for', () => {
  expectTypeOf<PictureThreads>().toExtend<PictureDesk>()
  expectTypeOf<PictureDesk['keepPicture']>().toEqualTypeOf<PictureThreads['keepPicture']>()
  expectTypeOf<PictureDesk['digestReply']>().toEqualTypeOf<PictureThreads['digestReply']>()
})

test('threads that say they are ready while they still load their code, or never say so', async () => {
  const desk = deskIn(await temporaryDirectory())
  await desk.ready()
  const bytes = await encode(drawnPicture(64, 64), 'png')
  expect(await desk.keepPicture({ bytes, ask })).toHaveProperty('image')
})

test('a picture that is copied to the thread, mixed up with another, or not on disk when the answer comes', async () => {
  const directory = await temporaryDirectory()
  const desk = deskIn(directory)
  const pictures = await Promise.all([60, 61, 62, 63, 64].map((width) => encode(drawnPicture(width, 64), 'jpeg')))
  const hashes = pictures.map((bytes) => createHash('sha256').update(bytes).digest('hex'))
  const kept = await Promise.all(pictures.map((bytes) => desk.keepPicture({ bytes, ask })))
  expect(pictures.map((bytes) => bytes.byteLength)).toEqual([0, 0, 0, 0, 0])
  for (const [index, sha256] of hashes.entries()) {
    expect(kept[index]).toMatchObject({
      image: { sha256, width: 60 + index },
      flags: index === 4 ? [] : ['other-size'],
    })
    const file = readFileSync(imageFiles(directory).imagePath(sha256))
    expect(createHash('sha256').update(file).digest('hex')).toBe(sha256)
  }
})

test('a view into a larger block whose neighbours are emptied', async () => {
  const desk = deskIn(await temporaryDirectory())
  const bytes = await encode(drawnPicture(64, 64), 'png')
  const block = new Uint8Array(bytes.length + 100)
  block.set(bytes, 50)
  block[0] = 7
  const kept = await desk.keepPicture({ bytes: block.subarray(50, 50 + bytes.length), ask })
  expect(kept).toMatchObject({ image: { sizeBytes: bytes.length } })
  expect(block[0]).toBe(7)
})

test('a reply that is read by the wrong provider, or by none without a word', async () => {
  const desk = deskIn(await temporaryDirectory())
  const bytes = await encode(drawnPicture(64, 64), 'jpeg')
  const body = JSON.stringify({ images: [Buffer.from(bytes).toString('base64')], info: '{"seed": 5}' })
  const reply = { status: 200, headers: {}, body: new TextEncoder().encode(body) }
  const task = { step: { kind: 'submit' as const }, reply, ask: { ...ask, modelId: 'sd_xl_base_1.0' } }
  const sizeBytes = bytes.length
  expect(await desk.digestReply({ ...task, providerId: 'a1111' })).toMatchObject({
    state: 'finished',
    pictures: [{ kind: 'kept', picture: { image: { sizeBytes, format: 'jpeg' } } }],
  })
  const empty = { ...reply, body: new Uint8Array(0) }
  await expect(desk.digestReply({ ...task, reply: empty, providerId: 'nobody' })).rejects.toThrow(/"nobody"/)
})

test('a disk that refuses the picture reported as a fault of the picture', async () => {
  const directory = await temporaryDirectory()
  writeFileSync(join(directory, 'incoming'), 'a file where a folder should be')
  const desk = deskIn(directory)
  const bytes = await encode(drawnPicture(64, 64), 'png')
  await expect(desk.keepPicture({ bytes, ask })).rejects.toThrow(/incoming/)
})

test('keeping that takes the processor from the thread that times, or that loads the decoder', async () => {
  const desk = deskIn(await temporaryDirectory())
  await desk.keepPicture({ bytes: await encode(drawnPicture(64, 64), 'jpeg'), ask })
  expect(getPriority(0)).toBe(0)
  // Only Linux knows the priority of a thread.
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task') : []
  const priorities = threads.map((thread) => getPriority(Number(thread)))
  expect(priorities.filter((priority) => priority === 10)).toHaveLength(threads.length === 0 ? 0 : 1)
})
