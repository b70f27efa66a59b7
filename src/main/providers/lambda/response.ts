import type { z } from 'zod'
import type { RentalOffer } from '#shared/domain/rental.ts'
import { accountFinding, accountStateOf } from '../kit/account-finding.ts'
import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { classifyStatus, malformedReply, providerFailure, type ReplyFailureClass } from '../kit/provider-failure.ts'
import { rentalFailure } from '../kit/read-rental.ts'
import { readRetryAfterMs } from '../kit/retry-after.ts'
import type { AccountCheckCall, Reply } from '../provider-adapter.ts'
import type { MachineReading, RentalResult } from '../rental-adapter.ts'
import { descriptor } from './descriptor.ts'
import { TAG_KEY } from './request.ts'
import {
  ErrorReply,
  InstanceReply,
  InstancesReply,
  InstanceTypesReply,
  LaunchReply,
  SshKeysReply,
  TerminateReply,
  type Instance,
} from './schemas.ts'

const PROVIDER = descriptor.name
const MICROS_PER_CENT = 10_000

/** Codes whose meaning the status alone does not tell (error table of the specification). */
const CLASS_BY_CODE: ReadonlyMap<string, ReplyFailureClass> = new Map([
  ['global/invalid-api-key', 'authentication'],
  ['global/account-inactive', 'payment'],
  ['global/invalid-address', 'payment'],
  ['global/quota-exceeded', 'rate-limit'],
])

const NO_SUCH_MACHINE = 'global/object-does-not-exist'
const NO_CAPACITY = 'instance-operations/launch/insufficient-capacity'

function read<Schema extends z.ZodType, Value>(
  reply: Reply,
  schema: Schema,
  take: (value: z.output<Schema>) => Value,
): RentalResult<Value> {
  if (reply.status !== 200) return refused(reply)
  const parsed = parseJsonBody(reply.body, schema, MAXIMUM_REPLY_BYTES)
  return parsed.ok
    ? { ok: true, value: take(parsed.value) }
    : rentalFailure(malformedReply(PROVIDER, 200, parsed.problem))
}

function codeOf(reply: Reply): string {
  const parsed = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
  return parsed.ok ? parsed.value.error.code : ''
}

function refused(reply: Reply): RentalResult<never> {
  const { status, headers } = reply
  const code = codeOf(reply)
  const soldOut = code === NO_CAPACITY
  const detail = soldOut ? 'No such machine is free in that region now: take another region or type.' : undefined
  return rentalFailure(
    providerFailure({
      provider: PROVIDER,
      status,
      class: CLASS_BY_CODE.get(code) ?? classifyStatus(status),
      retryAfterMs: readRetryAfterMs(headers),
      ...(detail !== undefined && { detail }),
    }),
    // A fault in the middle of a launch does not say whether the machine was made.
    { reason: soldOut ? 'no-capacity' : 'other', mayExist: status >= 500 },
  )
}

/** One offer for each region that has capacity; a type that is sold out is listed once, as not available. */
export function readOffers(reply: Reply): RentalResult<RentalOffer[]> {
  return read(reply, InstanceTypesReply, ({ data }) =>
    Object.values(data).flatMap(({ instance_type: type, regions_with_capacity_available: regions }): RentalOffer[] => {
      const offer = {
        machine: type.name,
        gpu: type.gpu_description ?? type.description ?? type.name,
        gpuCount: Math.max(1, type.specs?.gpus ?? 1),
        gpuMemoryGb: memoryOf(type.gpu_description ?? ''),
        hourlyMicros: type.price_cents_per_hour * MICROS_PER_CENT,
        storageHourlyMicros: null,
        notes: [],
      }
      if (regions.length === 0) return [{ ...offer, id: type.name, region: 'none', available: false }]
      return regions.map(({ name }) => ({ ...offer, id: `${type.name}@${name}`, region: name, available: true }))
    }),
  )
}

/** "A10 (24 GB PCIe)" has 24. */
function memoryOf(description: string): number | null {
  const found = /(\d+) GB/.exec(description)
  return found === null ? null : Number(found[1])
}

export function readLaunch(reply: Reply): RentalResult<{ machineId: string }> {
  const launched = read(reply, LaunchReply, ({ data }) => ({ machineId: data.instance_ids[0] ?? '' }))
  // Accepted, and the answer can't be read: the machine exists all the same.
  if (!launched.ok && reply.status === 200) return { ok: false, failure: { ...launched.failure, mayExist: true } }
  return launched
}

export function readMachine(reply: Reply, machineId: string, workerPort: number): RentalResult<MachineReading> {
  // Not any 404: a wrong address, or a gateway on the way, must not pass for a machine that is gone.
  if (reply.status !== 200 && codeOf(reply) === NO_SUCH_MACHINE) {
    const unknown = { tag: null, hopeless: null, workerUrl: null, ssh: null, machine: null, hourlyMicros: null }
    return { ok: true, value: { machineId, providerState: 'not found', state: 'gone', ...unknown } }
  }
  return read(reply, InstanceReply, ({ data }) => readInstance(data, workerPort))
}

export function readList(reply: Reply): RentalResult<{ machines: MachineReading[]; next: string | null }> {
  return read(reply, InstancesReply, ({ data }) => ({
    machines: data.map((instance) => readInstance(instance, null)),
    next: null,
  }))
}

function readInstance(instance: Instance, workerPort: number | null): MachineReading {
  const { id, status, ip, name, tags, instance_type: type } = instance
  const running = status === 'active' && typeof ip === 'string' && ip !== ''
  const named = name?.startsWith('assay-') === true ? name : null
  return {
    machineId: id,
    tag: tags?.find(({ key }) => key === TAG_KEY)?.value ?? named,
    providerState: status,
    // `terminating` may still bill; `preempted` is in the specification without a word on billing.
    state: status === 'terminated' ? 'gone' : running ? 'running' : 'existing',
    hopeless: HOPELESS.get(status) ?? null,
    workerUrl: running && workerPort !== null ? `http://${ip}:${workerPort}` : null,
    ssh: running ? { host: ip, port: 22, username: 'ubuntu' } : null,
    machine: type?.name ?? null,
    hourlyMicros: type?.price_cents_per_hour === undefined ? null : type.price_cents_per_hour * MICROS_PER_CENT,
  }
}

const HOPELESS: ReadonlyMap<string, string> = new Map([
  ['unhealthy', 'Lambda says that the machine is unhealthy: it exists and may bill, and cannot be reached.'],
  ['preempted', 'Lambda took the machine back (preempted).'],
])

/** A machine that is already gone is what was wanted. */
export function readEnd(reply: Reply): RentalResult<'accepted' | 'gone'> {
  if (reply.status !== 200 && codeOf(reply) === NO_SUCH_MACHINE) return { ok: true, value: 'gone' }
  return read(reply, TerminateReply, () => 'accepted' as const)
}

export function readSshKeys(reply: Reply): RentalResult<string[]> {
  return read(reply, SshKeysReply, ({ data }) => data.map(({ name }) => name))
}

export function readCheck(reply: Reply): ReturnType<AccountCheckCall['read']> {
  const { status } = reply
  const code = status === 200 ? '' : codeOf(reply)
  if (code === 'global/account-inactive' || code === 'global/invalid-address') {
    return accountFinding({ provider: PROVIDER, status, state: 'no-credit', detail: 'Complete the account there.' })
  }
  return accountFinding({ provider: PROVIDER, status, state: accountStateOf(status) })
}
