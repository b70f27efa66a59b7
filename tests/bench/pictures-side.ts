import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import type * as poolModule from '#main/images/examination-pool.ts'
import type * as filesModule from '#main/store/image-files.ts'

/** What it takes to check so many pictures with nothing else to do. */
export interface PicturesSide {
  count: number
  meanBytes: number
  wallMs: number
  processorMs: number
}

const COUNT = 1000
const WARM_UP = 40

const root = join(import.meta.dirname, '..', '..')
const load = (path: string): Promise<unknown> => import(pathToFileURL(join(root, 'out', 'main', path)).href)
const { createExaminationPool } = (await load('images/examination-pool.js')) as typeof poolModule
const { imageFiles } = (await load('store/image-files.js')) as typeof filesModule

const { DATA = '' } = process.env
const files = imageFiles(DATA)
const pictures = await keepPractice()
const atOnce = Math.min(4, availableParallelism())
const pool = createExaminationPool({ dataDirectory: DATA, atOnce })
await examine(WARM_UP)
const [before, since] = [process.cpuUsage(), performance.now()]
await examine(COUNT)
const wallMs = performance.now() - since
const { user, system } = process.cpuUsage(before)
await pool.close()
process.stdout.write(
  JSON.stringify({
    count: COUNT,
    meanBytes: pictures.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / pictures.length,
    wallMs,
    processorMs: (user + system) / 1000,
  } satisfies PicturesSide),
)

/** The practice pictures as JPEG, as most providers send them; all are 1024² pixels. */
async function keepPractice(): Promise<{ sha256: string; sizeBytes: number }[]> {
  const folder = join(root, 'resources', 'practice')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.webp'))
  return Promise.all(
    names.map(async (name) => {
      const bytes = await sharp(await readFile(join(folder, name)))
        .jpeg({ quality: 90 })
        .toBuffer()
      const sha256 = hash('sha256', bytes, 'hex')
      await files.keepImage(sha256, bytes)
      return { sha256, sizeBytes: bytes.byteLength }
    }),
  )
}

/** As the workbench does while nothing is measured: as many at once as there are lanes. */
async function examine(count: number): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count) {
      const picture = pictures[next % pictures.length]
      next += 1
      if (picture !== undefined) await pool.examine(picture.sha256)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
