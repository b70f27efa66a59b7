import type { ErrorCode } from '#shared/errors.ts'
import type { RunningSimulator } from './start-simulators.ts'
import type { TruthEntry } from './simulator.ts'

/** What the simulators' thread is asked. It answers each question once, in order. */
export type ThreadQuestion = 'truth' | 'close'

/** What it says: first that it runs (or why not), then its answers. */
export type ThreadMessage =
  | { type: 'running'; simulators: RunningSimulator[] }
  | { type: 'truth'; entries: TruthEntry[] }
  | { type: 'closed' }
  | { type: 'failed'; code: ErrorCode | null; message: string }
