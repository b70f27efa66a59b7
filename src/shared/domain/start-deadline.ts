import type { Rental } from './rental.ts'

/**
 * When a machine is ended because its worker has not answered: an ISO 8601 instant, counted from the launch. null where it has
 * answered, or no such bound was agreed to. Not in `rental.ts`, because the page reads it and is built without zod.
 */
export function startDeadline({
  request,
  launchedAt,
  readyAt,
}: Pick<Rental, 'request' | 'launchedAt' | 'readyAt'>): string | null {
  const minutes = request?.startMinutes ?? null
  if (minutes === null || readyAt !== null) return null
  return new Date(Date.parse(launchedAt) + minutes * 60_000).toISOString()
}
