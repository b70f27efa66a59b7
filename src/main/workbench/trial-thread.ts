import { randomUUID } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { stepsOf } from '#main/engine/ask-steps.ts'
import type { Admission } from '#main/engine/ports.ts'
import { REAL_TIME } from '#main/engine/real-time.ts'
import { runTrial } from '#main/engine/run-trial.ts'
import { createPictureDesk } from '#main/images/picture-pool.ts'
import { loadProvider } from '#main/providers/provider-loaders.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { PlannedOrder } from '#shared/domain/planned-order.ts'
import type { TrialAssignment, TrialThreadCommand, TrialThreadMessage } from './trial-messages.ts'
import { watchEventLoop } from './watch-event-loop.ts'

/** Longer than any garbage collection or busy processor holds a thread up. */
const SLEEP_BOUND_MS = 10_000

/**
 * The thread that times the network. It runs the engine and nothing else: parsing of large replies, hashing, decoding and
 * files happen in the picture desk's own threads, the database in the workbench's.
 */
async function main(port: NonNullable<typeof parentPort>, assignment: TrialAssignment): Promise<void> {
  const cancellation = new AbortController()
  const pausing = new AbortController()
  const untilHeardOf = new Map<number, () => void>()
  const untilDecided = new Map<number, (admission: Admission) => void>()
  let nextTicket = 0
  let nextSample = 0
  // Together, once a turn: waking the workbench for each message would take the processor from the requests of the same turn.
  const untold: TrialThreadMessage[] = []
  const tellAll = (): void => {
    if (untold.length > 0) port.postMessage(untold.splice(0))
  }
  const tell = (message: TrialThreadMessage): void => {
    if (untold.push(message) === 1) setImmediate(tellAll)
  }

  port.on('message', (command: TrialThreadCommand) => {
    if (command.type === 'cancel') cancellation.abort(new Error('cancelled by the user'))
    else if (command.type === 'pause') pausing.abort(new Error('paused by the user'))
    else if (command.type === 'admissions') {
      for (const { ticket, admission } of command.decisions) {
        untilDecided.get(ticket)?.(admission)
        untilDecided.delete(ticket)
      }
    } else {
      untilHeardOf.get(command.ticket)?.()
      untilHeardOf.delete(command.ticket)
    }
  })

  const { plan, dataDirectory, pictureThreads: threads } = assignment
  const providerIds = [...new Set(plan.contenders.flatMap(stepsOf).map(({ providerId }) => providerId))]
  const desk = createPictureDesk({ dataDirectory, providerIds, threads })
  const eventLoop = assignment.watchEventLoop ? watchEventLoop() : null
  try {
    const adapters = new Map<string, ProviderAdapter>()
    for (const id of providerIds) adapters.set(id, await loadProvider(id))
    // Code that is loaded beside the first samples would take the processor from them and be measured as latency.
    await desk.ready()
    const { status } = await runTrial({
      trialId: assignment.trialId,
      plan,
      order: new PlannedOrder(assignment.order),
      openJobs: assignment.openJobs,
      offsetMs: assignment.offsetMs,
      pausedMs: assignment.pausedMs,
      sleepBoundMs: SLEEP_BOUND_MS,
      adapters: (providerId) => {
        const adapter = adapters.get(providerId)
        if (adapter === undefined) throw new Error(`No contender of the plan has the provider "${providerId}".`)
        return adapter
      },
      access: ({ id }, step) => {
        const access = assignment.access[id]?.[step]
        if (access === undefined) throw new Error(`The contender "${id}" was given no access for its step ${step}.`)
        return access
      },
      desk,
      clock: REAL_TIME,
      nextAttemptId: () => randomUUID(),
      nextSampleId: () => `${assignment.sampleIdPrefix}-${String(nextSample++).padStart(6, '0')}`,
      listener: {
        admit: (request) => {
          // What comes before the first sample is not measured: loading, compiling, rehearsing.
          if (request.position === 0) eventLoop?.start()
          return new Promise((resolve) => {
            const ticket = nextTicket++
            untilDecided.set(ticket, resolve)
            tell({ type: 'admit', ticket, request })
          })
        },
        jobSubmitted: (job) =>
          new Promise((resolve) => {
            const ticket = nextTicket++
            untilHeardOf.set(ticket, resolve)
            tell({ type: 'job-submitted', ticket, job })
          }),
        sampleFinished: (sample) => tell({ type: 'finished', sample }),
        slept: (sleep) => tell({ type: 'slept', sleep }),
        stoppedEarly: (stop) => tell({ type: 'stopped-early', stop }),
        hostKeySeen: (seen) => tell({ type: 'host-key-seen', ...seen }),
      },
      signal: cancellation.signal,
      pause: pausing.signal,
    })
    tell({ type: 'ended', status, eventLoopLag: eventLoop?.lag() ?? null })
  } finally {
    await desk.close()
    tellAll()
    port.close()
  }
}

if (parentPort === null) throw new Error('The trial thread is started by the workbench, not by hand.')
await main(parentPort, workerData as TrialAssignment)
