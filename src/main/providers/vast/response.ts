import type { z } from 'zod'
import type { RentalOffer } from '#shared/domain/rental.ts'
import { microsFromUsd, type Micros } from '#shared/units/money.ts'
import { accountFinding, accountStateOf } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { classifyStatus, malformedReply, providerFailure } from '../kit/provider-failure.ts'
import { rentalFailure } from '../kit/read-rental.ts'
import type { AccountCheckCall, Reply } from '../provider-adapter.ts'
import type { MachineReading, RentalResult } from '../rental-adapter.ts'
import { descriptor } from './descriptor.ts'
import { DISK_GB } from './request.ts'
import {
  ErrorReply,
  InstanceReply,
  InstancesReply,
  LaunchReply,
  OffersReply,
  SuccessReply,
  UserReply,
  type Instance,
} from './schemas.ts'

const PROVIDER = descriptor.name
const HOURS_A_MONTH = 730

function read<Schema extends z.ZodType, Value>(
  reply: Reply,
  schema: Schema,
  take: (value: z.output<Schema>) => Value,
): RentalResult<Value> {
  const error = errorOf(reply)
  if (reply.status !== 200 || error?.success === false) return refused(reply, error)
  const parsed = parseJsonBody(reply.body, schema, MAXIMUM_REPLY_BYTES)
  return parsed.ok
    ? { ok: true, value: take(parsed.value) }
    : rentalFailure(malformedReply(PROVIDER, 200, parsed.problem))
}

function errorOf(reply: Reply): z.infer<typeof ErrorReply> | null {
  // A list of offers or instances has no error to read, and may be long.
  if (reply.body.byteLength > MAXIMUM_ERROR_BYTES) return null
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  return parsed.ok ? parsed.value : null
}

/** 200 with `success: false` happens, and the lost offer is told by a word within a sentence. */
function refused({ status }: Reply, error: z.infer<typeof ErrorReply> | null): RentalResult<never> {
  const words = [error?.error, error?.msg, error?.message, error?.detail]
    .filter((word) => typeof word === 'string')
    .join(' ')
  const lost = /no_such_ask/.test(words)
  const detail = lost ? 'Somebody else has taken this offer: take another.' : undefined
  const failed = status === 200 ? 'invalid-request' : classifyStatus(status)
  return rentalFailure(
    providerFailure({ provider: PROVIDER, status, class: failed, ...(detail !== undefined && { detail }) }),
    { reason: lost ? 'lost-offer' : 'other', mayExist: status >= 500 },
  )
}

export function readOffers(reply: Reply): RentalResult<RentalOffer[]> {
  return read(reply, OffersReply, ({ offers }) =>
    offers.flatMap((offer): RentalOffer[] => {
      const hourlyMicros = gpuHourly(offer)
      if (hourlyMicros === null) return []
      const reliability = offer.reliability ?? offer.reliability2
      const traffic = [offer.inet_down_cost, offer.inet_up_cost].filter((cost) => typeof cost === 'number' && cost > 0)
      return [
        {
          id: String(offer.id),
          machine: offer.gpu_name,
          gpu: offer.gpu_name,
          gpuCount: offer.num_gpus ?? 1,
          gpuMemoryGb: typeof offer.gpu_ram === 'number' && offer.gpu_ram > 0 ? Math.round(offer.gpu_ram / 1024) : null,
          region: offer.geolocation ?? 'not told',
          hourlyMicros,
          storageHourlyMicros: storageOf(offer.storage_cost),
          available: offer.rentable !== false && offer.rented !== true,
          notes: [
            ...(typeof reliability === 'number' ? [`reliability ${(reliability * 100).toFixed(1)} %`] : []),
            ...(typeof offer.inet_down === 'number' ? [`${Math.round(offer.inet_down)} Mbit/s down`] : []),
            ...(traffic.length > 0 ? ['traffic is billed by the byte, on top'] : []),
          ],
        },
      ]
    }),
  )
}

/**
 * The GPU's price alone: `dph_total` holds the storage, too, which has a line of its own. Where only the total is told, the
 * storage is taken from it.
 */
function gpuHourly({ dph_base: base, dph_total: total, storage_cost: storage }: Priced): Micros | null {
  if (typeof base === 'number') return microsFromUsd(base)
  if (typeof total !== 'number') return null
  const totalMicros = microsFromUsd(total)
  return totalMicros === null ? null : Math.max(0, totalMicros - (storageOf(storage) ?? 0))
}

interface Priced {
  dph_base?: number | null | undefined
  dph_total?: number | null | undefined
  storage_cost?: number | null | undefined
}

/** Dollars a gigabyte and month, for the disk that Assay asks for, as micro-dollars an hour. */
function storageOf(usdPerGigabyteMonth: number | null | undefined): Micros | null {
  if (usdPerGigabyteMonth === null || usdPerGigabyteMonth === undefined) return null
  return microsFromUsd((usdPerGigabyteMonth * DISK_GB) / HOURS_A_MONTH)
}

export function readLaunch(reply: Reply): RentalResult<{ machineId: string }> {
  const launched = read(reply, LaunchReply, ({ new_contract: contract }) => ({ machineId: String(contract) }))
  const unreadable = !launched.ok && launched.failure.class === 'malformed-reply' && reply.status === 200
  return unreadable ? { ok: false, failure: { ...launched.failure, mayExist: true } } : launched
}

export function readMachine(reply: Reply, machineId: string, workerPort: number): RentalResult<MachineReading> {
  if (isNoSuchInstance(reply)) return { ok: true, value: gone(machineId) }
  return read(reply, InstanceReply, ({ instances }) =>
    instances === null ? gone(machineId) : readInstance(instances, workerPort),
  )
}

/** In Vast.ai's own words: a 404 of a gateway, or of a wrong address, must not pass for an instance that is gone. */
function isNoSuchInstance(reply: Reply): boolean {
  return reply.status === 404 && errorOf(reply)?.success === false
}

function gone(machineId: string): MachineReading {
  const unknown = { tag: null, hopeless: null, workerUrl: null, ssh: null, machine: null, hourlyMicros: null }
  return { machineId, providerState: 'not found', state: 'gone', ...unknown }
}

export function readList(reply: Reply): RentalResult<{ machines: MachineReading[]; next: string | null }> {
  return read(reply, InstancesReply, ({ instances, next_token: next }) => ({
    machines: instances.map((instance) => readInstance(instance, null)),
    next: next ?? null,
  }))
}

/** An instance that is stopped or has exited bills for its storage: it exists until it is destroyed. */
function readInstance(instance: Instance, workerPort: number | null): MachineReading {
  const { id, label, actual_status: status } = instance
  const running = status === 'running'
  return {
    machineId: String(id),
    tag: label?.startsWith('assay-') === true ? label : null,
    providerState: status ?? 'scheduling',
    state: running ? 'running' : 'existing',
    hopeless: HOPELESS.get(status ?? '') ?? null,
    workerUrl: running && workerPort !== null ? workerUrlOf(instance, workerPort) : null,
    ssh: sshOf(instance),
    machine: instance.gpu_name ?? null,
    hourlyMicros: gpuHourly(instance),
  }
}

function workerUrlOf({ ports, public_ipaddr: address }: Instance, workerPort: number): string | null {
  const outside = ports?.[`${workerPort}/tcp`]?.[0]?.HostPort
  return outside === undefined || !address ? null : `http://${address.trim()}:${outside}`
}

function sshOf({ ssh_host: host, ssh_port: port }: Instance): MachineReading['ssh'] {
  return typeof host === 'string' && typeof port === 'number' ? { host, port, username: 'root' } : null
}

/** States that do not turn into running by themselves. */
const HOPELESS: ReadonlyMap<string, string> = new Map([
  ['exited', 'The container has ended; its storage still bills.'],
  ['unknown', 'Vast.ai has lost sight of the machine.'],
  ['offline', 'The machine is offline.'],
])

export function readEnd(reply: Reply): RentalResult<'accepted' | 'gone'> {
  if (isNoSuchInstance(reply)) return { ok: true, value: 'gone' }
  return read(reply, SuccessReply, () => 'accepted' as const)
}

/** What the account's page calls credit is what can be spent; both names are seen. */
export function readBalance(reply: Reply): Micros | null {
  if (reply.status !== 200) return null
  const parsed = parseJsonBody(reply.body, UserReply, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) return null
  const usd = parsed.value.credit ?? parsed.value.balance
  return typeof usd === 'number' ? microsFromUsd(usd) : null
}

export function readCheck(reply: Reply): ReturnType<AccountCheckCall['read']> {
  const { status } = reply
  const refusedInWords = errorOf(reply)?.success === false
  const state = status === 200 && refusedInWords ? 'refused' : accountStateOf(status)
  return accountFinding({ provider: PROVIDER, status, state, balanceMicros: readBalance(reply) })
}
