import type { Ask, RemoteJob, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { Attempt, Exchange } from '#shared/domain/sample.ts'
import { withRequestId } from './attempt-log.ts'
import { fillTemplate } from './http/fill-template.ts'
import type { LaneStep } from './lane.ts'

/** Long enough for a provider to answer, short enough for whoever cancelled and waits. */
export const STOP_WITHIN_MS = 5000

/**
 * Tells the provider to stop a job that nobody waits for any more, so that it is not drawn and paid for nothing. Bounded by
 * a time of its own: neither the trial's cancel nor the attempt's time limit, which are why it is sent, may end it.
 * A provider that reaches waiting and running jobs by two different calls is sent both, whatever the first was answered.
 * @returns what came of it, and the exchanges that were made
 */
export async function stopJob(
  step: LaneStep,
  job: RemoteJob,
  ask: Ask,
): Promise<{ cancellation: NonNullable<Attempt['cancellation']>; exchanges: Exchange[] }> {
  const { adapter } = step
  const templates = [adapter.buildCancel?.(job, ask), adapter.buildSecondCancel?.(job, ask)]
  const exchanges: Exchange[] = []
  let cancellation: NonNullable<Attempt['cancellation']> = 'not-offered'
  for (const template of templates) {
    if (template === null || template === undefined) continue
    const sent = await sendStop(step, template)
    if (sent.exchange !== null) exchanges.push(sent.exchange)
    if (cancellation !== 'stopped') cancellation = sent.cancellation
  }
  return { cancellation, exchanges }
}

async function sendStop(
  { adapter, credentials, base, ownHost, redact }: LaneStep,
  template: RequestTemplate,
): Promise<{ cancellation: NonNullable<Attempt['cancellation']>; exchange: Exchange | null }> {
  const filled = fillTemplate(template, credentials, base)
  if (!filled.ok) return { cancellation: 'unclear', exchange: null }
  const { signal } = new AbortController()
  const result = await ownHost.exchange(filled.request, 'cancel', { totalMs: STOP_WITHIN_MS }, signal)
  const exchange = withRequestId(result.exchange, redact)
  if (!result.ok) return { cancellation: 'unclear', exchange }
  return { cancellation: adapter.readCancel?.(result.reply) ?? 'unclear', exchange }
}
