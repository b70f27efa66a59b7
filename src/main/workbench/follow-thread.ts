import type { Store } from '#main/store/open-store.ts'
import type { BudgetAlert } from '#shared/domain/budget.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import { alertText } from './applying-caps.ts'
import { noteAlerts } from './budgets.ts'
import type { Examiner } from './examiner.ts'
import type { HostPorts } from './ports.ts'
import type { Decision } from './admissions.ts'
import type { RunningTrial } from './running-trial.ts'
import { standingAfter, type Verdict } from './standing-after.ts'
import type { TrialThreadCommand, TrialThreadMessage } from './trial-messages.ts'
import type { TrialNews } from './trial-news.ts'

/** How often followers hear where a trial stands, in milliseconds. What landed in between comes in one batch. */
const TELL_EVERY_MS = 200

/** @param hostKeySha256 as OpenSSH prints it after `SHA256:` */
export type HostKeySeen = (account: AccountChoice, hostKeySha256: string) => void

/** What following a measuring thread takes. */
export interface FollowingPorts {
  ports: HostPorts
  store: Store
  examiner: Examiner
  news: TrialNews
  hostKeySeen: HostKeySeen
  /** Called once, when how the trial stands is stored. */
  settled: (standing: Verdict) => void
}

/**
 * Follows a measuring thread until it has exited: stores every sample the moment it ends, and answers which may be sent. Samples that
 * ended while the disk was busy share the next commit.
 */
export function followThread(running: RunningTrial, following: FollowingPorts): void {
  const { trial, worker, counter, admissions } = running
  const { ports, store, examiner, news, hostKeySeen, settled } = following
  const telling = setInterval(() => news.tell(running), TELL_EVERY_MS)
  let verdict: Verdict | null = null
  let turnDue = false
  let isGone = false

  const command = (told: TrialThreadCommand): void => worker.postMessage(told)
  const storing = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      // What can't be stored must not be measured on: the disk may be full, and every further call costs money. A thread that is
      // told to cancel also has the jobs in flight stopped at their providers; one that is terminated would leave them running.
      verdict ??= { status: 'failed', reason: `A result could not be stored: ${messageOf(error)}` }
      command({ type: 'cancel' })
    }
  }
  const tellDecisions = (decisions: readonly Decision[]): void => {
    if (decisions.length === 0) return
    for (const { request, admission } of decisions) if (admission.ok) counter.started(request)
    command({ type: 'admissions', decisions: decisions.map(({ ticket, admission }) => ({ ticket, admission })) })
  }
  // Nobody sends any more what waits when the thread has ended, or was told to cancel because something could not be stored: written
  // down it would be held for ever, and told as perhaps billed at the next sitting.
  const decide = (): Decision[] => (isGone || verdict !== null ? [] : admissions.decide())
  // All messages that have arrived are handled in this turn of the loop; what they bring is stored and decided at its end.
  const atEndOfTurn = (): void => {
    if (turnDue) return
    turnDue = true
    setImmediate(() => {
      turnDue = false
      storing(() => tellDecisions(keepTurn(running, following, decide)))
    })
  }
  const hear = (message: TrialThreadMessage): void => {
    if (message.type === 'admit') {
      admissions.ask(message)
      atEndOfTurn()
    } else if (message.type === 'finished') {
      running.unstored.push(message.sample)
      atEndOfTurn()
    } else if (message.type === 'slept') {
      storing(() => store.sittings.slept(trial.id, message.sleep))
      news.publish(trial.id, message)
    } else if (message.type === 'stopped-early') {
      storing(() => store.trials.stoppedEarly(trial.id, message.stop))
      counter.stopped(message.stop)
    } else if (message.type === 'host-key-seen') storing(() => hostKeySeen(message.account, message.hostKeySha256))
    else if (message.type === 'job-submitted') {
      storing(() => store.remoteJobs.put({ ...message.job, soFar: JSON.stringify(message.job.soFar) }))
      command({ type: 'job-heard-of', ticket: message.ticket })
    } else verdict ??= { status: message.status, reason: reasonOf(message.status, running) }
  }
  worker.on('message', (messages: TrialThreadMessage[]) => messages.forEach(hear))
  worker.on('error', (error) => {
    verdict = { status: 'failed', reason: messageOf(error) }
  })
  worker.on('exit', () => {
    isGone = true
    storing(() => keepTurn(running, following, decide))
    const isLeft = verdict === null && running.closing === 'left'
    const ending = verdict ?? (isLeft ? { status: 'paused', reason: CLOSED } : WITHOUT_A_WORD)
    clearInterval(telling)
    news.tell(running)
    // What was in flight when the thread broke may have been sent: it stays written down, until the trial is resumed.
    if (isLeft) store.trials.interrupt(trial.id)
    else if (ending.status !== 'failed') store.reservations.release(trial.id)
    settled(settle(running, ending, { ports, store }))
    examiner.wake()
  })
}

function settle(
  { trial, task }: RunningTrial,
  ending: Verdict,
  { ports, store: { trials, remoteJobs } }: Pick<FollowingPorts, 'ports' | 'store'>,
): Verdict {
  const left = trials.open(trial.id).length + remoteJobs.list(trial.id).length
  const standing = standingAfter(task.kind, ending, { before: task.before, left })
  trials.settle(trial.id, standing.status, standing.reason, ports.clock.now().toISOString(), {
    ending: ending.status,
    reason: ending.reason,
  })
  return standing
}

/**
 * Stores the samples of a turn and decides which may be sent next. Nobody hears of anything before it is on disk.
 * @throws what could not be stored; nothing is decided then, and the samples that can be stored are
 */
function keepTurn(running: RunningTrial, following: FollowingPorts, decide: () => Decision[]): Decision[] {
  const samples = running.unstored.splice(0)
  const stored = storeTurn(samples, following, decide)
  tellLanded(samples, running, following)
  // What the samples cost counts, whatever became of the rest.
  const alerts = stored.broken === null ? stored.alerts : noteAlerts(following)
  for (const alert of alerts) {
    const message = alertText(alert, { store: following.store })
    following.news.publish(running.trial.id, { type: 'budget', alert, message })
  }
  if (stored.broken !== null) throw stored.broken.error
  return stored.decisions
}

/** @param broken why nothing but the samples is stored; null where all is */
type StoredTurn = { broken: null; alerts: BudgetAlert[]; decisions: Decision[] } | { broken: { error: unknown } }

/** With one wait for the disk. @throws where a sample can't be stored; the others are then all the same */
function storeTurn(samples: readonly Sample[], following: FollowingPorts, decide: () => Decision[]): StoredTurn {
  const { store } = following
  try {
    return store.together(() => {
      for (const sample of samples) store.samples.record(sample)
      return { broken: null, alerts: samples.length === 0 ? [] : noteAlerts(following), decisions: decide() }
    })
  } catch (error) {
    // Nothing of the turn is stored by now. What was drawn is paid for, whatever is wrong with the rest.
    store.samples.recordTogether(samples)
    return { broken: { error } }
  }
}

function tellLanded(samples: readonly Sample[], running: RunningTrial, { examiner }: FollowingPorts): void {
  for (const sample of samples) {
    running.counter.landed({
      ...sample,
      failureClass: sample.failure?.class ?? null,
      chargeMicros: sample.charge.amountMicros,
    })
    running.landed.push(sample.id)
  }
  const kept = samples.flatMap(({ images, steps }) => [...images, ...steps.flatMap((step) => step.images)])
  examiner.add(kept.map(({ image }) => image.sha256))
}

const WITHOUT_A_WORD: Verdict = { status: 'failed', reason: 'The measuring thread ended without a word.' }
const CLOSED = 'Paused because Assay was closed.'

function reasonOf(status: 'finished' | 'paused' | 'cancelled', { closing }: RunningTrial): string | null {
  if (status === 'finished') return null
  if (status === 'cancelled') return 'Cancelled by you.'
  return closing === null ? 'Paused by you.' : CLOSED
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
