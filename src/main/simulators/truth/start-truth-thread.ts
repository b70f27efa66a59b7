import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { TruthConditions } from './open-truth-server.ts'

/** A truth server on a thread of its own. */
export interface TruthThread {
  origin: string
  /** Milliseconds that each reply really took since the last question, by request id. */
  truth(): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

const Truth = z.record(z.string(), z.number())

/** Opens a truth server where it disturbs no thread that measures. Rejects where it can't be opened. */
export async function startTruthThread(conditions: TruthConditions): Promise<TruthThread> {
  const worker = new Worker(new URL(`./truth-thread${extname(import.meta.url)}`, import.meta.url), {
    workerData: conditions,
    env: {},
  })
  const [origin] = (await once(worker, 'message')) as [string]
  return {
    origin,
    truth: async () => {
      const reply = await fetch(`${origin}/truth`)
      return new Map(Object.entries(Truth.parse(await reply.json())))
    },
    close: async () => {
      await worker.terminate()
    },
  }
}
