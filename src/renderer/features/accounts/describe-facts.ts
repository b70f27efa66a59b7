import type { ProviderSummary } from '#shared/domain/provider.ts'

/** Whether a provider offers webhooks, and how it signs them. */
export function describeWebhooks({ offered, signing }: ProviderSummary['webhooks']): string {
  if (!offered) return 'not offered'
  const signed = signing === null ? 'how they are signed is not documented' : signing
  return `offered; ${signed}. A desktop has no public address, so Assay asks instead.`
}

const CANCELLATION: Record<ProviderSummary['cancellation']['offered'], string> = {
  'any-time': 'a job can be stopped at any time',
  'while-queued': 'a job can be stopped only while it waits in the queue',
  none: 'a job that was sent can’t be stopped',
}

export function describeCancellation({ offered, note }: ProviderSummary['cancellation']): string {
  return note === null ? `${CANCELLATION[offered]}.` : `${CANCELLATION[offered]}. ${note}`
}
