import { extname } from 'node:path'
import { Piscina } from 'piscina'
import type { PictureCheck } from '#shared/domain/picture-check.ts'
import type { ExaminationWorkerData } from './examination-worker.ts'
import type { ExaminedPicture } from './examine-picture.ts'
import { THREAD_MEMORY } from './thread-memory.ts'

/** How long the thread waits for another picture before it ends and gives back its memory. */
const IDLE_MS = 10_000

/** Looks into kept pictures on a thread of low priority, which is started with the first picture. */
export interface ExaminationPool {
  /** @throws Error where the picture's file can't be read, or the thread was stopped. */
  examine(sha256: string): Promise<ExaminedPicture>
  /** The check `pixels`; rejects as `examine` does. */
  hashPixels(sha256: string): Promise<PictureCheck>
  /** Stops at once, whatever is being decoded. */
  close(): Promise<void>
}

/**
 * @param options.dataDirectory the folder of `imageFiles`.
 * @param options.atOnce pictures being decoded at the same time; the caller asks for no more.
 */
export function createExaminationPool(options: { dataDirectory: string; atOnce: number }): ExaminationPool {
  const workerData: ExaminationWorkerData = { dataDirectory: options.dataDirectory }
  const pool = new Piscina({
    filename: new URL(`./examination-worker${extname(import.meta.url)}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    // Decoding happens in threads of Node's own pool; this one only reads files and judges pixels.
    concurrentTasksPerWorker: options.atOnce,
    idleTimeout: IDLE_MS,
    workerData,
    // The environment may hold the user's keys, and pictures come from strangers.
    env: {},
    resourceLimits: THREAD_MEMORY,
  })
  return {
    examine: async (sha256) => (await pool.run(sha256)) as ExaminedPicture,
    hashPixels: async (sha256) => (await pool.run(sha256, { name: 'pixels' })) as PictureCheck,
    close: () => pool.destroy(),
  }
}
