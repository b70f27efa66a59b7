import type { OrphanSearch, RentalOffers } from '#shared/contract/rental.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { startDeadline } from '#shared/domain/start-deadline.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { formatUsd } from '#shared/units/money.ts'
import { plainTable } from './plain-table.ts'

const STATES: Readonly<Record<Rental['state'], string>> = {
  launching: 'being launched',
  booting: 'starting',
  ready: 'ready',
  ending: 'NOT CONFIRMED GONE, may bill',
  ended: 'ended, confirmed',
  failed: 'never came to exist',
  lost: 'gone without being told to',
}

/** What the meter says; an amount that is not known is never written as 0. */
export function costOf({ charge }: Pick<Rental, 'charge'>): string {
  return charge.amountMicros === null ? 'cost not known' : formatUsd(charge.amountMicros, 4)
}

/** One rental in one line, and what is wrong with it in others. */
export function rentalLine(rental: Rental, now: Date): string {
  const { id, providerId, request, machineId, state, expiresAt, trouble } = rental
  const leftMs = Date.parse(expiresAt) - now.getTime()
  const runs = state === 'launching' || state === 'booting' || state === 'ready'
  const lease = leftMs > 0 ? `lease ends in ${formatDuration(leftMs)}` : 'lease is over'
  const parts = [
    id,
    providerId,
    request?.machine ?? 'found by its tag',
    ...(machineId === null ? [] : [`machine ${machineId}`]),
    STATES[state],
    costOf(rental),
    ...(state === 'ready' ? placeOf(rental) : []),
    ...startOf(rental, now),
    ...(runs ? [lease] : []),
  ]
  const wrong = [...(trouble === null ? [] : [trouble]), ...workerWords(rental)]
  return [parts.join(' · '), ...wrong.map((line) => `  ${line}`)].join('\n')
}

function placeOf({ workerUrl, ssh }: Rental): string[] {
  if (workerUrl === null) return []
  return [ssh === null ? workerUrl : `${workerUrl} through SSH as ${ssh.username}@${ssh.host}:${ssh.port}`]
}

function startOf(rental: Rental, now: Date): string[] {
  const startBy = startDeadline(rental)
  if (startBy === null || (rental.state !== 'launching' && rental.state !== 'booting')) return []
  const leftMs = Date.parse(startBy) - now.getTime()
  return [leftMs > 0 ? `its worker has ${formatDuration(leftMs)} to answer` : 'its worker is overdue']
}

/** Why the worker does not answer, or did not in time. */
function workerWords({ state, endReason, workerTrouble, request }: Rental): string[] {
  const why = workerTrouble === null ? '' : ` ${workerTrouble}`
  if (endReason === 'never-answered') {
    return [`It was ended because its worker did not answer within ${request?.startMinutes} min.${why}`]
  }
  return state === 'booting' && workerTrouble !== null ? [`Its worker does not answer yet.${why}`] : []
}

export function offerTable({ offers, meter, needsImage, needsSshKey, sshKeys, addressNote }: RentalOffers): string {
  const rows = offers.map((offer) => [
    offer.id,
    offer.gpu,
    offer.gpuMemoryGb === null ? '?' : `${offer.gpuMemoryGb} GB`,
    offer.region,
    formatUsd(offer.hourlyMicros, 4),
    offer.storageHourlyMicros === null ? '' : formatUsd(offer.storageHourlyMicros, 4),
    offer.available ? 'yes' : 'sold out',
    offer.notes.join(', '),
  ])
  const head = ['offer', 'GPU', 'memory', 'region', 'an hour', 'storage an hour', 'free', 'notes']
  return [
    rows.length === 0 ? 'Nothing that fits is offered now.' : plainTable(head, rows),
    '',
    `The meter: ${meter.words}.`,
    `The worker: ${addressNote} --through-ssh reaches it over SSH.`,
    ...(needsImage ? ['A launch names a container image: --image.'] : []),
    ...(needsSshKey
      ? [`A launch names an SSH key: --ssh-key, one of ${sshKeys?.join(', ') || 'none there yet'}.`]
      : []),
  ].join('\n')
}

export function orphanLines({ orphans, unseen }: OrphanSearch): string {
  const lines = orphans.map(
    ({ accountId, machineId, machine, providerState, hourlyMicros, tag }) =>
      `${machineId} · ${accountId} · ${machine ?? 'unknown type'} · ${providerState} · ${
        hourlyMicros === null ? 'price not known' : `${formatUsd(hourlyMicros, 4)} an hour`
      } · ${tag}`,
  )
  const blind = unseen.map(({ accountId, message }) => `Not seen: ${accountId}: ${message}`)
  if (lines.length === 0) lines.push('No machine carries a tag of Assay that nobody here keeps.')
  return [...lines, ...blind].join('\n')
}

/** What is said while a command waits for machines that were told to end. */
export function waitingForEnds(ending: readonly Pick<Rental, 'id'>[]): string {
  return `Waiting until the end of ${ending.map(({ id }) => id).join(', ')} is confirmed. Ctrl C goes on without.`
}

/** What is said before a door closes while machines are rented. */
export function stillRented(open: readonly Rental[]): string {
  const count = open.length === 1 ? 'A machine is' : `${open.length} machines are`
  return `${count} still rented. While Assay is closed nobody ends ${open.length === 1 ? 'it' : 'them'} when the lease is over. "assay rentals end --all" ends all, "assay rentals watch" keeps them.`
}
