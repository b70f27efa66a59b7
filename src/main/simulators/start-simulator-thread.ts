import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AssayError } from '#shared/errors.ts'
import type { RunningSimulator, SimulatorOptions } from './start-simulators.ts'
import type { TruthEntry } from './simulator.ts'
import type { ThreadMessage, ThreadQuestion } from './thread-messages.ts'

/** Simulators in a thread of their own. */
export interface SimulatorThread {
  simulators: RunningSimulator[]
  truth(): Promise<TruthEntry[]>
  close(): Promise<void>
}

/**
 * Starts simulators like `startSimulators`, but in a thread of their own, so that drawing never disturbs the thread that
 * measures. Rejects with the same errors.
 */
export async function startSimulatorThread(options: SimulatorOptions): Promise<SimulatorThread> {
  const worker = new Worker(new URL(`./thread${extname(import.meta.url)}`, import.meta.url), { workerData: options })
  let last: Promise<unknown> = Promise.resolve()
  const started = await next(worker)
  if (started.type !== 'running') throw unexpected(started)
  return {
    simulators: started.simulators,
    truth: () => ask('truth', (message) => (message.type === 'truth' ? message.entries : null)),
    close: async () => {
      const ended = once(worker, 'exit')
      await ask('close', (message) => (message.type === 'closed' ? message : null))
      await ended
    },
  }

  /** One question at a time, so that the next message is its answer. */
  function ask<Answer>(question: ThreadQuestion, read: (message: ThreadMessage) => Answer | null): Promise<Answer> {
    const before = last
    const answer = (async () => {
      await before
      const reply = next(worker)
      worker.postMessage(question, [])
      const message = await reply
      const value = read(message)
      if (value === null) throw unexpected(message)
      return value
    })()
    // The one who asked hears of a failure; the next question is asked all the same.
    last = answer.catch(() => undefined)
    return answer
  }
}

/** The worker's next message. Rejects where it throws or ends instead. */
async function next(worker: Worker): Promise<ThreadMessage> {
  const abort = new AbortController()
  const { signal } = abort
  try {
    return await Promise.race([
      once(worker, 'message', { signal }).then(([message]) => message as ThreadMessage),
      once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`the simulators' thread ended unexpectedly with code ${code}`)
      }),
    ])
  } finally {
    abort.abort()
  }
}

function unexpected(message: ThreadMessage): Error {
  if (message.type !== 'failed') return new Error(`the simulators' thread said "${message.type}" out of turn`)
  return message.code === null ? new Error(message.message) : new AssayError(message.code, message.message)
}
