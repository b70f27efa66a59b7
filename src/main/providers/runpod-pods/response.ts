import type { z } from 'zod'
import type { RentalOffer } from '#shared/domain/rental.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import { accountFinding, accountStateOf } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { classifyStatus, malformedReply, providerFailure } from '../kit/provider-failure.ts'
import { rentalFailure } from '../kit/read-rental.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { AccountCheckCall, Reply } from '../provider-adapter.ts'
import type { MachineReading, RentalResult } from '../rental-adapter.ts'
import { descriptor } from './descriptor.ts'
import { DISK_GB, offerId, TAG_VARIABLE } from './request.ts'
import { CatalogReply, Pod, PodsReply, Problem } from './schemas.ts'

const PROVIDER = descriptor.name

/** Container disk at about $0.10 a gigabyte and month of 730 hours (documentation, 2026-08-20): 60 GB come to $0.00822. */
const DISK_HOURLY_MICROS = Math.round((DISK_GB * 100_000) / 730)

function read<Schema extends z.ZodType, Value>(
  reply: Reply,
  schema: Schema,
  take: (value: z.output<Schema>) => Value,
): RentalResult<Value> {
  if (reply.status !== 200 && reply.status !== 201) return refused(reply)
  const parsed = parseJsonBody(reply.body, schema, MAXIMUM_REPLY_BYTES)
  return parsed.ok
    ? { ok: true, value: take(parsed.value) }
    : rentalFailure(malformedReply(PROVIDER, reply.status, parsed.problem))
}

function refused({ status, headers }: Reply): RentalResult<never> {
  return rentalFailure(
    providerFailure({
      provider: PROVIDER,
      status,
      class: classifyStatus(status),
      retryAfterMs: readRetryAfterMs(headers),
    }),
    { mayExist: status >= 500 },
  )
}

/** One offer for each GPU and cloud that has a price. Data centres are not listed with their stock: the region is "any". */
export function readOffers(reply: Reply): RentalResult<RentalOffer[]> {
  return read(reply, CatalogReply, ({ gpus }) =>
    gpus.flatMap((gpu): RentalOffer[] =>
      (['SECURE', 'COMMUNITY'] as const).flatMap((cloud) => {
        const secure = cloud === 'SECURE'
        const usd = secure ? gpu.price?.secure : gpu.price?.community
        const hourlyMicros = usd === null || usd === undefined ? null : microsFromUsd(usd)
        if (hourlyMicros === null || hourlyMicros === 0) return []
        return [
          {
            id: offerId(gpu.id, cloud),
            machine: gpu.id,
            gpu: gpu.name ?? gpu.id,
            gpuCount: 1,
            gpuMemoryGb: gpu.memory ?? null,
            region: 'any',
            hourlyMicros,
            storageHourlyMicros: DISK_HOURLY_MICROS,
            available: (secure ? gpu.secure : gpu.community) !== false && !soldOut(gpu.availability),
            notes: secure ? [] : ['Community cloud: a machine of a third party.'],
          },
        ]
      }),
    ),
  )
}

function soldOut(availability: unknown): boolean {
  return typeof availability === 'string' && /^(none|unavailable)$/i.test(availability)
}

/**
 * A launch that finds no free machine has no status of its own in the documentation: 409 and 422 are read as "not now", any
 * other refusal as what its status says.
 */
export function readLaunch(reply: Reply): RentalResult<{ machineId: string }> {
  const { status } = reply
  if (status === 409) {
    const detail = 'No such machine is free now: take another type or cloud.'
    const failure = providerFailure({ provider: PROVIDER, status, class: 'server', detail, retryable: false })
    return rentalFailure(failure, { reason: 'no-capacity' })
  }
  const launched = read(reply, Pod, ({ id }) => ({ machineId: id }))
  if (!launched.ok && (status === 200 || status === 201)) {
    return { ok: false, failure: { ...launched.failure, mayExist: true } }
  }
  return launched
}

/** A problem document of RunPod's own: a 404 of a gateway, or of a wrong address, must not pass for a pod that is gone. */
function isNoSuchPod({ status, body }: Reply): boolean {
  return status === 404 && parseJsonBody(body, Problem, MAXIMUM_ERROR_BYTES).ok
}

export function readMachine(reply: Reply, machineId: string, workerPort: number): RentalResult<MachineReading> {
  if (isNoSuchPod(reply)) {
    const unknown = { tag: null, hopeless: null, workerUrl: null, ssh: null, machine: null, hourlyMicros: null }
    return { ok: true, value: { machineId, providerState: 'not found', state: 'gone', ...unknown } }
  }
  return read(reply, Pod, (pod) => readPod(pod, workerPort))
}

export function readList(reply: Reply): RentalResult<{ machines: MachineReading[]; next: string | null }> {
  return read(reply, PodsReply, ({ pods }) => ({ machines: pods.map((pod) => readPod(pod, null)), next: null }))
}

/** A pod that is stopped (`EXITED`) still bills for its disk: it exists until it is terminated. */
function readPod(pod: Pod, workerPort: number | null): MachineReading {
  const { id, name, status, cost, gpu, env, ssh } = pod
  const tagged = env?.[TAG_VARIABLE]
  const named = name?.startsWith('assay-') === true ? name : null
  const running = status === 'RUNNING'
  return {
    machineId: id,
    tag: typeof tagged === 'string' ? tagged : named,
    providerState: status,
    state: status === 'TERMINATED' ? 'gone' : running ? 'running' : 'existing',
    hopeless: HOPELESS.get(status) ?? null,
    workerUrl: running && workerPort !== null ? workerUrlOf(pod, workerPort) : null,
    ssh: ssh?.direct ?? null,
    machine: gpu?.id ?? null,
    hourlyMicros: typeof cost === 'number' ? microsFromUsd(cost) : null,
  }
}

/**
 * A port that the runtime maps to a public address is reached there; else through RunPod's proxy, which is public, asks for no
 * key and gives up after 100 s.
 */
function workerUrlOf({ id, runtime }: Pod, workerPort: number): string {
  const mapped = runtime?.ports?.find(
    ({ private: inside, ip, public: outside }) => inside === workerPort && ip && outside,
  )
  return mapped === undefined ? `https://${id}-${workerPort}.proxy.runpod.net` : `http://${mapped.ip}:${mapped.public}`
}

const HOPELESS: ReadonlyMap<string, string> = new Map([
  ['ERROR', 'RunPod says that the pod is in error.'],
  ['EXITED', 'The pod’s container has ended; its disk still bills.'],
])

export function readEnd(reply: Reply): RentalResult<'accepted' | 'gone'> {
  if (isNoSuchPod(reply)) return { ok: true, value: 'gone' }
  return reply.status === 200 || reply.status === 204 ? { ok: true, value: 'accepted' } : refused(reply)
}

export function readCheck({ status }: Reply): ReturnType<AccountCheckCall['read']> {
  return accountFinding({ provider: PROVIDER, status, state: accountStateOf(status) })
}
