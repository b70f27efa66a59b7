import { parentPort, workerData } from 'node:worker_threads'
import { AssayError } from '#shared/errors.ts'
import { startSimulators, type RunningSimulators, type SimulatorOptions } from './start-simulators.ts'
import type { ThreadMessage, ThreadQuestion } from './thread-messages.ts'

/** The simulators' own thread: entered by `startSimulatorThread`. Ends when they are closed. */
const port = parentPort
if (port === null) throw new Error('thread.ts runs as a worker thread only')

const say = (message: ThreadMessage): void => port.postMessage(message)

try {
  const running = await startSimulators(workerData as SimulatorOptions)
  port.on('message', (question: ThreadQuestion) => void answer(running, question))
  say({ type: 'running', simulators: running.simulators })
} catch (error) {
  say(failed(error))
}

async function answer(running: RunningSimulators, question: ThreadQuestion): Promise<void> {
  if (question === 'truth') return say({ type: 'truth', entries: running.truth() })
  try {
    await running.close()
    say({ type: 'closed' })
  } catch (error) {
    say(failed(error))
  } finally {
    port?.close()
  }
}

function failed(error: unknown): ThreadMessage {
  const message = error instanceof Error ? error.message : String(error)
  return { type: 'failed', code: error instanceof AssayError ? error.code : null, message }
}
