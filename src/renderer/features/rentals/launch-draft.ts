import type { LaunchInput, RentalOffers } from '#shared/contract/rental.ts'
import type { RentalOffer } from '#shared/domain/rental.ts'
import { MICROS_PER_USD } from '#shared/units/format-usd.ts'
import type { Problem } from '#shared/errors.ts'

/** How its worker is to be reached, and how SSH is opened for that. */
export type DraftReach = 'address' | 'ssh-agent' | 'ssh-key-file'

/** A launch while someone fills it in. */
export interface LaunchDraft {
  leaseMinutes: string
  startMinutes: string
  /** Empty means no such bound. */
  budgetUsd: string
  endWithTrial: boolean
  workerProvider: string
  workerPort: string
  reach: DraftReach
  /** For `ssh-key-file`. */
  keyFile: string
  /** Empty means the provider's own default. */
  image: string
  startScript: string
  sshKey: string
}

/** The port that a worker listens on unless it is told otherwise. */
const USUAL_PORTS: Readonly<Record<string, string>> = { comfyui: '8188', a1111: '7860' }

export function usualPort(workerProvider: string): string {
  return USUAL_PORTS[workerProvider] ?? '8000'
}

export function newLaunch(terms: Pick<RentalOffers, 'needsSshKey' | 'sshKeys'>, workerProvider: string): LaunchDraft {
  return {
    leaseMinutes: '60',
    startMinutes: '20',
    budgetUsd: '',
    endWithTrial: true,
    workerProvider,
    workerPort: usualPort(workerProvider),
    reach: 'address',
    keyFile: '',
    image: '',
    startScript: '',
    sshKey: terms.needsSshKey ? (terms.sshKeys?.[0] ?? '') : '',
  }
}

export type RequestFromDraft = { request: LaunchInput; problems: [] } | { request: null; problems: Problem[] }

/** What is to be asked for, with the price that the person saw. */
export function requestFromDraft(
  draft: LaunchDraft,
  { accountId, offer, terms }: { accountId: string; offer: RentalOffer; terms: RentalOffers },
): RequestFromDraft {
  const problems: Problem[] = []
  const whole = (text: string, path: string, minimum: number, maximum: number): number => {
    const number = /^\d+$/.test(text.trim()) ? Number(text.trim()) : -1
    if (number >= minimum && number <= maximum) return number
    const range = `${minimum.toLocaleString('en-US')} to ${maximum.toLocaleString('en-US')}`
    problems.push({ path, message: `Type a whole number from ${range}` })
    return minimum
  }
  const leaseMinutes = whole(draft.leaseMinutes, 'leaseMinutes', 5, 43_200)
  const startMinutes = whole(draft.startMinutes, 'startMinutes', 3, 240)
  const workerPort = whole(draft.workerPort, 'workerPort', 1, 65_535)
  const budgetMicros = readBudget(draft.budgetUsd, problems)
  if (terms.needsImage && draft.image.trim() === '') {
    problems.push({ path: 'image', message: 'This provider needs the name of a container image' })
  }
  if (terms.needsSshKey && draft.sshKey.trim() === '') {
    problems.push({ path: 'sshKey', message: 'This provider starts no machine without an SSH key' })
  }
  if (!terms.needsSshKey && draft.reach !== 'address' && draft.sshKey.trim() === '') {
    problems.push({ path: 'sshKey', message: 'Without one nobody can log in, and SSH leads nowhere' })
  }
  if (draft.reach === 'ssh-key-file' && draft.keyFile.trim() === '') {
    problems.push({ path: 'reach.keyFile', message: 'Type the path of a private key' })
  }
  if (problems.length > 0) return { request: null, problems }
  const request: LaunchInput = {
    accountId,
    offerId: offer.id,
    machine: offer.machine,
    region: offer.region,
    hourlyMicros: offer.hourlyMicros,
    image: orNull(draft.image),
    startScript: draft.startScript.trim() === '' ? null : draft.startScript,
    sshKey: orNull(draft.sshKey),
    workerPort,
    workerProvider: draft.workerProvider,
    reach: reachOf(draft),
    startMinutes,
    leaseMinutes,
    budgetMicros,
    endWithTrial: draft.endWithTrial,
  }
  return { request, problems: [] }
}

/** The most that the lease can come to: null where its length can't be read. Without storage and increments. */
export function leaseCost(draft: LaunchDraft, hourlyMicros: number): number | null {
  if (!/^\d+$/.test(draft.leaseMinutes.trim())) return null
  return Math.ceil((Number(draft.leaseMinutes.trim()) * hourlyMicros) / 60)
}

function reachOf({ reach, keyFile }: LaunchDraft): LaunchInput['reach'] {
  if (reach === 'address') return { by: 'address' }
  return { by: 'ssh', keyFile: reach === 'ssh-key-file' ? keyFile.trim() : null }
}

function readBudget(text: string, problems: Problem[]): number | null {
  if (text.trim() === '') return null
  const usd = /^\d+(\.\d{1,6})?$/.test(text.trim()) ? Number(text.trim()) : 0
  if (usd > 0) return Math.round(usd * MICROS_PER_USD)
  problems.push({ path: 'budgetMicros', message: 'Type an amount, such as 5.00' })
  return null
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
