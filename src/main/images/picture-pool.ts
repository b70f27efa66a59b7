import { extname } from 'node:path'
import { Piscina } from 'piscina'
import type { SampleImage } from '#shared/domain/sample.ts'
import type {
  DigestedReading,
  DigestReplyTask,
  KeepPictureTask,
  ReadPictureTask,
  UnusablePicture,
} from './picture-tasks.ts'
import type { PictureWorkerData } from './picture-worker.ts'
import { rehearsalPicture } from './rehearsal-picture.ts'
import { THREAD_MEMORY } from './thread-memory.ts'

/** Enough for the way to a picture thread and through it to be compiled; few at once, for the sake of memory. */
const REHEARSAL_ROUNDS = 10
const REHEARSALS_AT_ONCE_PER_THREAD = 4

/** Node's own pool waits for the disk on four threads, so that four pictures are waited for together; four more are worked on. */
const TASKS_AT_ONCE = 8

/** The picture threads. The caller's byte arrays are emptied: they move to the thread that works on them. */
export interface PictureThreads {
  /** Resolves when every thread has loaded its code and rehearsed it; rejects where one can't start. */
  ready(): Promise<void>
  digestReply(task: DigestReplyTask): Promise<DigestedReading>
  keepPicture(task: KeepPictureTask): Promise<SampleImage | UnusablePicture>
  /** @throws Error where the picture is not on disk */
  readPicture(task: ReadPictureTask): Promise<Uint8Array>
  /** Waits for the work that was handed over, then stops the threads. */
  close(): Promise<void>
}

/**
 * Starts the threads that parse large replies, decode base64, hash, and write files. What waits is bounded by the caller: the
 * engine asks for a picture of a sample and waits for it.
 * @param dataDirectory the folder of `imageFiles`
 * @param providerIds those whose replies are to be read
 */
export function createPictureDesk({ threads, ...workerData }: PictureWorkerData & { threads: number }): PictureThreads {
  const pool = new Piscina({
    filename: new URL(`./picture-worker${extname(import.meta.url)}`, import.meta.url).href,
    name: 'keepPicture',
    minThreads: threads,
    maxThreads: threads,
    // A thread works on one at a time, while the disk takes those before; the next ones lie ready for it, so that it need not ask the
    // thread that times.
    concurrentTasksPerWorker: TASKS_AT_ONCE,
    workerData,
    resourceLimits: THREAD_MEMORY,
  })
  const { promise: ready, resolve: allStarted, reject: notStarted } = Promise.withResolvers<undefined>()
  let starting = threads
  pool.on('workerCreate', () => {
    starting -= 1
    if (starting === 0) allStarted(undefined)
  })
  pool.once('error', notStarted)
  const rehearse = async (): Promise<void> => {
    const bytes = rehearsalPicture()
    await pool.run({ bytes }, { name: 'rehearse', transferList: [bytes.buffer] })
  }
  return {
    ready: async () => {
      await ready
      for (let round = 0; round < REHEARSAL_ROUNDS; round += 1) {
        await Promise.all(Array.from({ length: REHEARSALS_AT_ONCE_PER_THREAD * threads }, rehearse))
      }
    },
    async digestReply(task) {
      const body = movable(task.reply.body)
      const moved = { ...task, reply: { ...task.reply, body } }
      return (await pool.run(moved, { name: 'digestReply', transferList: [body.buffer] })) as DigestedReading
    },
    async keepPicture(task) {
      const bytes = movable(task.bytes)
      const moved = { ...task, bytes }
      const answer = await pool.run(moved, { name: 'keepPicture', transferList: [bytes.buffer] })
      return answer as SampleImage | UnusablePicture
    },
    readPicture: async (task) => (await pool.run(task, { name: 'readPicture' })) as Uint8Array,
    close: () => pool.close(),
  }
}

/**
 * Bytes whose memory can be handed to another thread. A view into a larger block is copied first: moving the block would
 * empty its other views, too, among them Node's own pool of small buffers.
 */
function movable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes)
}
