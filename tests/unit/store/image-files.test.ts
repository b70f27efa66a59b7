import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { imageFiles } from '#main/store/image-files.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const bytes = new TextEncoder().encode('a picture, as far as the disk is concerned')
const sha256 = createHash('sha256').update(bytes).digest('hex')

test('a picture that is not where its hash says, or leaves a temporary file behind', async () => {
  const directory = await temporaryDirectory()
  const files = imageFiles(directory)
  expect(files.hasImage(sha256)).toBe(false)
  await files.keepImage(sha256, bytes)
  expect(files.hasImage(sha256)).toBe(true)
  expect(files.imagePath(sha256)).toBe(join(directory, 'images', sha256.slice(0, 2), sha256))
  expect(new Uint8Array(readFileSync(files.imagePath(sha256)))).toEqual(bytes)
  expect(readdirSync(join(directory, 'incoming'))).toEqual([])
})

test('a picture written over because the same bytes came again', async () => {
  const files = imageFiles(await temporaryDirectory())
  await files.keepImage(sha256, bytes)
  const before = statSync(files.imagePath(sha256))
  await files.keepImage(sha256, bytes)
  const after = statSync(files.imagePath(sha256))
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs])
})

test('a thumbnail that is found under the wrong format, or before it was made', async () => {
  const files = imageFiles(await temporaryDirectory())
  expect(await files.findThumbnail(sha256, 384)).toBeNull()
  files.keepThumbnail(sha256, 384, { bytes, format: 'webp' })
  const found = await files.findThumbnail(sha256, 384)
  expect(await files.findThumbnail(sha256, 128)).toBeNull()
  expect(found?.format).toBe('webp')
  expect(readFileSync(found?.path ?? '')).toHaveLength(bytes.length)
})

test('an address outside the data folder', async () => {
  const files = imageFiles(await temporaryDirectory())
  for (const evil of ['../../etc/passwd', '', `${sha256}/..`, sha256.toUpperCase()]) {
    expect(files.hasImage(evil)).toBe(false)
    expect(() => files.imagePath(evil)).toThrow(TypeError)
    await expect(files.findThumbnail(evil, 384)).rejects.toThrow(TypeError)
  }
})

test('a sweep that takes a file another process is writing, or leaves what a kill left', async () => {
  const directory = await temporaryDirectory()
  const files = imageFiles(directory)
  files.sweepIncoming(new Date())
  mkdirSync(join(directory, 'incoming'))
  const now = new Date('2026-11-14T12:00:00Z')
  for (const [name, minutes] of [
    ['fresh', 1],
    ['abandoned', 90],
  ] as const) {
    writeFileSync(join(directory, 'incoming', name), 'half a pict')
    const at = new Date(now.getTime() - minutes * 60_000)
    utimesSync(join(directory, 'incoming', name), at, at)
  }
  files.sweepIncoming(now)
  expect(existsSync(join(directory, 'incoming', 'fresh'))).toBe(true)
  expect(existsSync(join(directory, 'incoming', 'abandoned'))).toBe(false)
})
