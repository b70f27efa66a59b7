import { z } from 'zod'
import { rentalFailure } from '#main/providers/kit/read-rental.ts'
import { lambda } from '#main/providers/lambda/index.ts'
import type { Reply, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { MachineReading, RentalAdapter, RentalResult } from '#main/providers/rental-adapter.ts'
import type { RentalCall, RentalKeeping, RentalPorts } from '#main/rentals/ports.ts'
import { isSettled } from '#main/rentals/ports.ts'
import { createRentalDesk, type RentalDesk } from '#main/rentals/rental-desk.ts'
import type { MeterRule, Rental, RentalRequest } from '#shared/domain/rental.ts'
import { VirtualClock } from './virtual-clock.ts'

/**
 * What happens to one call.
 * - `late`: it is carried out a minute later, and its answer is lost · `lost`: carried out, its answer is lost
 * - `unsent`: it never left · `error`: a server error, not carried out · `error-done`: a server error, carried out all the same
 * - `refused`: a plain no · `wrong-gone`: a reading that says "no such machine" though there is one
 */
export const FATES = ['fine', 'lost', 'late', 'unsent', 'error', 'error-done', 'refused', 'wrong-gone'] as const
export type Fate = (typeof FATES)[number]

export interface WorldMachine {
  id: string
  tag: string
  createdMs: number
  runsFromMs: number
  goneMs: number | null
}

const Wire = z.object({ act: z.enum(['launch', 'read', 'list', 'end']), id: z.string(), tag: z.string() })
type Wire = z.infer<typeof Wire>

export const REQUEST: RentalRequest = {
  accountId: 'account-1',
  offerId: 'offer-1',
  machine: 'gpu_1x_a10',
  region: 'here',
  hourlyMicros: 1_290_000,
  image: null,
  startScript: null,
  sshKey: null,
  workerPort: 8188,
  workerProvider: 'comfyui',
  reach: { by: 'address' },
  startMinutes: 20,
  leaseMinutes: 30,
  budgetMicros: null,
  endWithTrial: false,
}

/** A provider in memory, whose calls can go wrong in every way, and a process that can be killed at every line that has an effect. */
export class RentalWorld {
  readonly clock = new VirtualClock()
  readonly machines = new Map<string, WorldMachine>()
  readonly rows = new Map<string, Rental>()
  readonly bugs: unknown[] = []
  /** One for each call, in order; the last ones are fine. */
  fates: Fate[] = []
  bootMs = 60_000
  readonly meter: MeterRule = { starts: 'launched', incrementSeconds: 60, words: 'by the minute' }
  /** A machine is told of when it is so old: until then its reading, the list and an end know nothing of it. */
  knownAfterMs = 0
  /** A spell, in milliseconds from the beginning of the world, in which neither reading, list nor end knows any machine. */
  blind = { fromMs: 0, untilMs: 0 }
  workerAnswers = true
  /** The process dies when it has had so many effects; each number is one life. */
  deaths: number[] = []
  hopeless: string | null = null
  diskFull = false
  launches = 0
  readonly acts: Wire['act'][] = []
  readonly #beganMs = this.clock.nowMs
  #life = 0
  #ids = 0

  /** A new process on the same disk. */
  open(): RentalDesk {
    this.#life += 1
    this.clock.forgetSleepers()
    const life = this.#life
    let effectsLeft = this.deaths.shift() ?? Infinity
    const isAlive = (): boolean => this.#life === life && effectsLeft > 0
    /** Every effect may be the last: the process may die before it, or right after. */
    const effect = (): void => {
      if (this.diskFull) throw new Error('disk full')
      effectsLeft -= 1
      if (!isAlive()) throw new Error('killed')
    }
    const never = new Promise<never>(() => undefined)
    const keeping: RentalKeeping = {
      add: (rental) => {
        effect()
        this.rows.set(rental.id, structuredClone(rental))
      },
      change: (id, changes) => {
        effect()
        const row = this.rows.get(id)
        if (row === undefined) return null
        const changed = structuredClone({ ...row, ...changes(structuredClone(row)) })
        this.rows.set(id, changed)
        return structuredClone(changed)
      },
      get: (id) => structuredClone(this.rows.get(id) ?? null),
      open: () => structuredClone([...this.rows.values()].filter((rental) => !isSettled(rental))),
      byTag: (tag) => structuredClone([...this.rows.values()].filter((rental) => rental.tag === tag)),
    }
    const ports: RentalPorts = {
      adapters: () => this.adapter,
      call: async (_account, template, signal) => {
        if (!isAlive()) return never
        const answer = this.#carryOut(Wire.parse(template.body))
        effectsLeft -= 1
        await this.clock.sleep(200, signal)
        return isAlive() ? answer : never
      },
      probe: async () => ({ trouble: this.workerAnswers ? null : 'It does not answer.', hostKeySha256: null }),
      keeping,
      clock: {
        now: () => this.clock.now(),
        sleep: (milliseconds, signal) => (isAlive() ? this.clock.sleep(milliseconds, signal) : never),
      },
      nextId: () => `rental-${(this.#ids += 1)}`,
      changed: () => undefined,
      bug: (error) => {
        if (isAlive()) this.bugs.push(error)
      },
    }
    return createRentalDesk(ports)
  }

  /** Kills the process where it stands. */
  kill(): void {
    this.#life += 1
  }

  /** How long the world has been there, in milliseconds. */
  get ageMs(): number {
    return this.clock.nowMs - this.#beganMs
  }

  running(): WorldMachine[] {
    return [...this.machines.values()].filter(({ goneMs }) => goneMs === null || goneMs > this.clock.nowMs)
  }

  only(): Rental {
    const [rental, second] = this.rows.values()
    if (rental === undefined || second !== undefined) throw new Error(`There are ${this.rows.size} rentals.`)
    return rental
  }

  /** What the provider bills by the started minute, up to the end of a machine, or to now. */
  billMicros({ createdMs, runsFromMs, goneMs }: WorldMachine): number {
    const fromMs = this.meter.starts === 'running' ? runsFromMs : createdMs
    const untilMs = goneMs ?? this.clock.nowMs
    return untilMs <= fromMs ? 0 : (Math.ceil((untilMs - fromMs) / 60_000) * REQUEST.hourlyMicros) / 60
  }

  readonly adapter: RentalAdapter = {
    ...lambda,
    meter: this.meter,
    minimumIntervalMs: { launch: 3000, read: 1000, end: 1000 },
    buildLaunch: (_request, tag) => wire({ act: 'launch', id: '', tag }),
    buildRead: (id) => wire({ act: 'read', id, tag: '' }),
    buildList: () => wire({ act: 'list', id: '', tag: '' }),
    buildEnd: (id) => wire({ act: 'end', id, tag: '' }),
    readLaunch: (reply) => readAs(reply, z.object({ machineId: z.string() })),
    readMachine: (reply) => readAs(reply, z.custom<MachineReading>()),
    readList: (reply) => readAs(reply, z.custom<{ machines: MachineReading[]; next: string | null }>()),
    readEnd: (reply) => readAs(reply, z.enum(['accepted', 'gone'])),
  }

  #carryOut(call: Wire): RentalCall {
    this.acts.push(call.act)
    const fate = this.fates.shift() ?? 'fine'
    if (fate === 'unsent') return { ok: false, message: 'No route.', sent: false }
    if (fate === 'refused') return answer(400, null)
    if (fate === 'error') return answer(500, null)
    const atMs = this.clock.nowMs + (fate === 'late' ? 60_000 : 0)
    const done = this.#act(call, atMs)
    if (fate === 'error-done') return answer(500, null)
    if (fate === 'lost' || fate === 'late') return { ok: false, message: 'The connection broke.', sent: true }
    if (fate === 'wrong-gone' && call.act === 'read') return answer(200, this.#reading(call.id, null))
    return answer(200, done)
  }

  #act({ act, id, tag }: Wire, atMs: number): unknown {
    if (act === 'launch') {
      this.launches += 1
      const machineId = `machine-${this.launches}`
      this.machines.set(machineId, {
        id: machineId,
        tag,
        createdMs: atMs,
        runsFromMs: atMs + this.bootMs,
        goneMs: null,
      })
      return { machineId }
    }
    if (act === 'list') {
      const existing = [...this.machines.values()].filter((machine) => this.#isKnown(machine))
      return { machines: existing.map((machine) => this.#reading(machine.id, machine)), next: null }
    }
    const machine = this.machines.get(id)
    const there = machine !== undefined && this.#isKnown(machine) ? machine : null
    if (act === 'read') return this.#reading(id, there)
    if (there === null) return 'gone'
    there.goneMs ??= atMs + 5000
    return 'accepted'
  }

  #isKnown({ createdMs, goneMs }: WorldMachine): boolean {
    const { nowMs } = this.clock
    const isBlind = this.ageMs >= this.blind.fromMs && this.ageMs < this.blind.untilMs
    return !isBlind && createdMs + this.knownAfterMs <= nowMs && (goneMs === null || goneMs > nowMs)
  }

  #reading(machineId: string, machine: WorldMachine | null): MachineReading {
    const running = machine !== null && machine.runsFromMs <= this.clock.nowMs
    return {
      machineId,
      tag: machine?.tag ?? null,
      providerState: machine === null ? 'not found' : running ? 'active' : 'booting',
      state: machine === null ? 'gone' : running ? 'running' : 'existing',
      hopeless: machine === null ? null : this.hopeless,
      workerUrl: running ? 'http://192.0.2.1:8188' : null,
      ssh: null,
      machine: machine === null ? null : 'gpu_1x_a10',
      hourlyMicros: machine === null ? null : REQUEST.hourlyMicros,
    }
  }
}

function wire(body: Wire): RequestTemplate {
  return { method: 'POST', path: '/', headers: {}, body }
}

function answer(status: number, value: unknown): RentalCall {
  return { ok: true, reply: { status, headers: {}, body: new TextEncoder().encode(JSON.stringify(value)) } }
}

function readAs<Value>(reply: Reply, schema: z.ZodType<Value>): RentalResult<Value> {
  if (reply.status === 200) return { ok: true, value: schema.parse(JSON.parse(new TextDecoder().decode(reply.body))) }
  const message = `The provider answered ${reply.status}.`
  const failure = { class: 'server' as const, message, retryable: true, retryAfterMs: null }
  return rentalFailure(failure, { mayExist: reply.status >= 500 })
}
