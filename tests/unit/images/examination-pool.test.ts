import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { createExaminationPool, type ExaminationPool } from '#main/images/examination-pool.ts'
import { imageFiles } from '#main/store/image-files.ts'
import { EXAMINATION } from '#shared/domain/picture-check.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { drawnPicture, encode, flatPicture } from './pictures.ts'

function poolIn(dataDirectory: string): ExaminationPool {
  const pool = createExaminationPool({ dataDirectory, atOnce: 2 })
  onTestFinished(() => pool.close())
  return pool
}

async function keep(dataDirectory: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await imageFiles(dataDirectory).keepImage(sha256, bytes)
  return sha256
}

test('pictures mixed up with each other on their way', async () => {
  const directory = await temporaryDirectory()
  const pool = poolIn(directory)
  const black = await keep(directory, await encode(flatPicture({ r: 0, g: 0, b: 0 }), 'png'))
  const drawn = await keep(directory, await encode(drawnPicture(64, 64), 'jpeg'))
  const grey = await keep(directory, await encode(flatPicture({ r: 90, g: 90, b: 90 }), 'webp'))
  const found = await Promise.all([black, drawn, grey].map((sha256) => pool.examine(sha256)))
  expect(found.map(({ checks }) => checks.flatMap(({ result }) => result.flags))).toEqual([['black'], [], ['blank']])
})

test('an examined picture decoded once more for its thumbnail, or one that does not decode given one', async () => {
  const directory = await temporaryDirectory()
  const pool = poolIn(directory)
  const drawn = await keep(directory, await encode(drawnPicture(1000, 500), 'png'))
  const broken = await keep(directory, new TextEncoder().encode('no picture'))
  await Promise.all([drawn, broken].map((sha256) => pool.examine(sha256)))
  const files = imageFiles(directory)
  const found = await files.findThumbnail(drawn, 384)
  expect(await sharp(readFileSync(found?.path ?? '')).metadata()).toMatchObject({
    format: 'jpeg',
    width: 384,
    height: 192,
  })
  expect(await files.findThumbnail(broken, 384)).toBeNull()
})

test('a picture whose thumbnail can’t be written left without what was found of it', async () => {
  const directory = await temporaryDirectory()
  const drawn = await keep(directory, await encode(drawnPicture(64, 64), 'png'))
  await writeFile(join(directory, 'thumbnails'), 'a file where the folder should be')
  expect((await poolIn(directory).examine(drawn)).checks).toHaveLength(Object.keys(EXAMINATION).length)
})

test('a picture whose file is gone called damaged, or the ones after it never examined', async () => {
  const directory = await temporaryDirectory()
  const pool = poolIn(directory)
  await expect(pool.examine('a'.repeat(64))).rejects.toThrow(/ENOENT/)
  const drawn = await keep(directory, await encode(drawnPicture(64, 64), 'png'))
  expect(Object.keys((await pool.examine(drawn)).checks)).toHaveLength(Object.keys(EXAMINATION).length)
})

test('decoding that takes the processor from the thread that times the network', async () => {
  const directory = await temporaryDirectory()
  await poolIn(directory).examine(await keep(directory, await encode(drawnPicture(64, 64), 'jpeg')))
  expect(getPriority(0)).toBe(0)
  // Only Linux knows the priority of a thread.
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task') : []
  const decoding = threads.filter((thread) => {
    const name = readFileSync(`/proc/self/task/${thread}/comm`, 'utf8')
    return name.startsWith('libuv') || name.startsWith('libvips')
  })
  for (const thread of decoding) expect(getPriority(Number(thread))).toBe(10)
})

test('a pool that waits for what it is decoding when it is closed', async () => {
  const directory = await temporaryDirectory()
  const pool = createExaminationPool({ dataDirectory: directory, atOnce: 2 })
  const sha256 = await keep(directory, await encode(drawnPicture(64, 64), 'png'))
  const [asked] = await Promise.allSettled([pool.examine(sha256), pool.close()])
  expect(asked).toMatchObject({ status: 'rejected' })
})
