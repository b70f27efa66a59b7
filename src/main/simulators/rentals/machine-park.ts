import type { MachineSsh } from '#shared/domain/rental.ts'
import type { SimulatorClock, Timer } from '../simulator-clock.ts'
import type { MachineLife, RentalFault, RentalProfile } from './rental-profile.ts'

/** What a launch says of the machine it wants. */
export interface WantedMachine {
  id: string
  /** The name, label or tag it carries. */
  tag: string
  /** The machine type, as the provider calls it. */
  machine: string
  hourlyUsd: number
  /** Where a client would find it, for the provider's own replies. */
  region: string
  workerPort: number
  /** What runs on it: a container image, or the start script. */
  software: string
  /** What else the provider's replies tell of it. */
  details?: Readonly<Record<string, unknown>>
}

/** A machine that was launched, with what really became of it. */
export interface SimulatedMachine extends WantedMachine, MachineLife {
  state: 'booting' | 'running' | 'ending' | 'gone'
  endAskedMs: number | null
  /** Loopback address of the machine, and the port at which its worker is reached from outside; null until it is, or for ever. */
  address: string
  outsidePort: number | null
  /** Where it is reached by SSH; null where no server stands for that. */
  ssh: MachineSsh | null
}

/** A worker that listens on a machine. */
export interface ParkedWorker {
  /** null where it is reached from the machine itself alone. */
  outsidePort: number | null
  close(): Promise<void>
}

export interface MachineParkParts {
  profile: RentalProfile
  clock: SimulatorClock
  strikes: (fault: RentalFault) => boolean
  /** Of all its machines. */
  ssh: MachineSsh | null
  /** The next machine's address. */
  nextAddress(): string
  /** Starts what runs on the machine, at its address. Rejects where the port can't be had. */
  startWorker(machine: SimulatedMachine): Promise<ParkedWorker>
  /** A machine whose worker could not be started: it runs without one. */
  workerFailed(error: unknown): void
}

/** Every machine of one provider, from launch to its end, in its own time. */
export class MachinePark {
  readonly #parts: MachineParkParts
  readonly #machines = new Map<string, SimulatedMachine>()
  readonly #workers = new Map<string, Promise<ParkedWorker | null>>()
  readonly #timers = new Set<Timer>()
  #closed = false

  constructor(parts: MachineParkParts) {
    this.#parts = parts
  }

  launch(wanted: WantedMachine): SimulatedMachine {
    const { clock, profile, strikes } = this.#parts
    const machine: SimulatedMachine = {
      ...wanted,
      launchedMs: clock.nowMs(),
      runningMs: null,
      goneMs: null,
      state: 'booting',
      endAskedMs: null,
      address: this.#parts.nextAddress(),
      outsidePort: null,
      ssh: this.#parts.ssh,
    }
    this.#machines.set(machine.id, machine)
    if (!strikes('hang-in-booting')) this.#after(profile.bootMs, () => this.#run(machine))
    if (strikes('vanish')) this.#after(profile.vanishAfterMs, () => this.#remove(machine))
    return machine
  }

  /** Every machine that can still be asked after: those that exist, and for a while those that are gone. */
  listed(): SimulatedMachine[] {
    const nowMs = this.#parts.clock.nowMs()
    return [...this.#machines.values()].filter(
      ({ goneMs }) => goneMs === null || nowMs - goneMs < this.#parts.profile.listedMs,
    )
  }

  find(id: string): SimulatedMachine | undefined {
    return this.listed().find((machine) => machine.id === id)
  }

  /** Begins the end of a machine, or goes on with it. */
  end(machine: SimulatedMachine): void {
    if (machine.state === 'gone') return
    machine.endAskedMs ??= this.#parts.clock.nowMs()
    if (this.#parts.strikes('end-ignored') || machine.state === 'ending') return
    machine.state = 'ending'
    this.#after(this.#parts.profile.endMs, () => this.#remove(machine))
  }

  /** All there ever were, in the order of their launches. */
  all(): SimulatedMachine[] {
    return structuredClone([...this.#machines.values()])
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) timer.finish()
    await Promise.all([...this.#workers.values()].map(async (starting) => (await starting)?.close()))
  }

  #run(machine: SimulatedMachine): void {
    if (machine.state !== 'booting') return
    machine.state = 'running'
    machine.runningMs = this.#parts.clock.nowMs()
    this.#after(this.#parts.profile.workerMs, () => this.#serve(machine))
  }

  #serve(machine: SimulatedMachine): void {
    if (machine.state !== 'running') return
    const starting = this.#parts.startWorker(machine).then(
      (worker) => {
        machine.outsidePort = worker.outsidePort
        return worker
      },
      (error: unknown) => {
        this.#parts.workerFailed(error)
        return null
      },
    )
    this.#workers.set(machine.id, starting)
  }

  #remove(machine: SimulatedMachine): void {
    if (machine.state === 'gone') return
    machine.state = 'gone'
    machine.goneMs = this.#parts.clock.nowMs()
    const worker = this.#workers.get(machine.id)
    this.#workers.delete(machine.id)
    void worker?.then((running) => running?.close()).catch((error: unknown) => this.#parts.workerFailed(error))
  }

  #after(milliseconds: number, act: () => void): void {
    const timer = this.#parts.clock.startTimer(milliseconds)
    this.#timers.add(timer)
    void timer.ended.then((): void => {
      this.#timers.delete(timer)
      if (!this.#closed) act()
      return undefined
    })
  }
}
