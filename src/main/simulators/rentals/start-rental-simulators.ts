import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { MachineSsh } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import { createSimulatorClock } from '../simulator-clock.ts'
import { startSimulators, type RunningSimulator } from '../start-simulators.ts'
import { MachinePark, type ParkedWorker, type SimulatedMachine } from './machine-park.ts'
import { rentalSimulators } from './registry.ts'
import type { RentalFault, RentalProfile } from './rental-profile.ts'
import type { RentalSimulator } from './rental-simulator.ts'

export interface RentalSimulatorOptions {
  /** Decides what the workers on the machines draw. */
  seed: number
  /** Provider ids; all of them if absent. */
  providers?: readonly string[]
  /** What differs from a provider's own practice profile. */
  profiles?: Readonly<Record<string, Partial<RentalProfile>>>
  /** Port by provider id; one that is absent, or 0, is chosen by the system. */
  ports?: Readonly<Record<string, number>>
  /**
   * By provider id: an SSH server on this machine that stands for those of the provider's machines. Their workers then listen on
   * 127.0.0.1 alone, at the port that was asked for, as behind a firewall. (Lambda's are always at port 22, so it takes none.)
   */
  ssh?: Readonly<Record<string, MachineSsh>>
  /** Multiplies every time of the profiles, and those of the workers on the machines; a bill is for the time that really passed. */
  timeScale?: number
  /** Where the scenes of the workers are: `resources/practice` of the installation. */
  practiceDirectory: string
}

/** A machine with what the provider bills for it, in seconds by its own rule. */
export interface TrueMachine extends SimulatedMachine {
  providerId: string
  machineSeconds: number
  storageSeconds: number
}

export interface RunningRentalSimulators {
  simulators: RunningSimulator[]
  /** Every machine that was ever launched, with its bill up to now or to its end. */
  machines(): TrueMachine[]
  /** From now on the fault strikes the provider's next calls or machines, so many of them. */
  strike(providerId: string, fault: RentalFault, count: number): void
  /** Drops every connection and every machine. */
  close(): Promise<void>
}

/**
 * Starts simulators of providers of machines, each on a port of 127.0.0.1. What they launch really serves a worker on a loopback
 * address, so that a trial can run on it.
 * @throws AssayError UNKNOWN_PROVIDER, PORT_IN_USE. Nothing is left running then.
 */
export async function startRentalSimulators(options: RentalSimulatorOptions): Promise<RunningRentalSimulators> {
  const clock = createSimulatorClock()
  const running: { simulator: RentalSimulator; server: Server; park: MachinePark; baseUrl: string }[] = []
  const faultsOf = new Map<string, RentalProfile['faults']>()
  const close = async (): Promise<void> => {
    await Promise.all(running.map(({ park }) => park.close()))
    clock.stop()
    await Promise.all(running.map(({ server }) => stop(server)))
  }
  try {
    for (const simulator of choose(options.providers)) {
      const { providerId, credentials } = simulator
      const profile = scaleTimes({ ...simulator.profile, ...options.profiles?.[providerId] }, options.timeScale ?? 1)
      const faults = { ...profile.faults }
      faultsOf.set(providerId, faults)
      const strikes = faultCounter(faults)
      const park = new MachinePark({
        profile,
        clock,
        strikes,
        ssh: options.ssh?.[providerId] ?? null,
        nextAddress: simulator.ownAddresses ? nextLoopbackAddress : () => '127.0.0.1',
        startWorker: (machine) => startWorker(machine, simulator.ownAddresses, options),
        workerFailed: (error) => console.error(error),
      })
      const app = simulator.createApp({ credentials, park, strikes, wallMs: (atMs) => clock.wallMs(atMs) })
      const server = createServer(getRequestListener(app.fetch))
      await listen(server, providerId, options.ports?.[providerId] ?? 0)
      const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      running.push({ simulator, server, park, baseUrl })
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    simulators: running.map(({ simulator: { providerId, credentials }, baseUrl }) => ({
      providerId,
      baseUrl,
      credentials,
    })),
    machines: () =>
      running.flatMap(({ simulator, park }) =>
        park.all().map((machine) => ({
          ...machine,
          providerId: simulator.providerId,
          ...simulator.bill(machine, machine.goneMs ?? clock.nowMs()),
        })),
      ),
    strike: (providerId, fault, count) => {
      const faults = faultsOf.get(providerId)
      if (faults === undefined) throw new Error(`No simulator of ${providerId} runs.`)
      faults[fault] = count
    },
    close,
  }
}

function scaleTimes(profile: RentalProfile, factor: number): RentalProfile {
  return {
    ...profile,
    bootMs: profile.bootMs * factor,
    workerMs: profile.workerMs * factor,
    endMs: profile.endMs * factor,
    listedMs: profile.listedMs * factor,
    vanishAfterMs: profile.vanishAfterMs * factor,
  }
}

/** @param left how often each fault has still to strike */
function faultCounter(left: RentalProfile['faults']): (fault: RentalFault) => boolean {
  return (fault) => {
    const count = left[fault] ?? 0
    if (count > 0) left[fault] = count - 1
    return count > 0
  }
}

/** Of the last part of an address; the ends are left out. */
const ADDRESSES_A_PROCESS = 254
let counted = 0
/**
 * The whole of 127/8 is this machine on Linux and Windows. The process has the two parts in the middle to itself, and counts the last one,
 * so that machines of two that run side by side do not meet, nor those of one until so many have been launched.
 */
function nextLoopbackAddress(): string {
  const own = process.pid % (255 * 256)
  const address = `127.${1 + Math.floor(own / 256)}.${own % 256}.${1 + (counted % ADDRESSES_A_PROCESS)}`
  counted += 1
  return address
}

/** The software says which worker it is; a machine with an address of its own serves it at the port that was asked for. */
async function startWorker(
  { address, software, workerPort, ssh }: SimulatedMachine,
  atOwnPort: boolean,
  { seed, practiceDirectory, timeScale = 1 }: RentalSimulatorOptions,
): Promise<ParkedWorker> {
  const providerId = /a1111|automatic1111|stable-diffusion-webui|forge|--api\b/i.test(software) ? 'a1111' : 'comfyui'
  const worker = await startSimulators({
    seed,
    providers: [providerId],
    practiceDirectory,
    timeScale,
    host: ssh === null ? address : '127.0.0.1',
    ports: { [providerId]: atOwnPort || ssh !== null ? workerPort : 0 },
  })
  const [{ baseUrl } = { baseUrl: '' }] = worker.simulators
  return { outsidePort: ssh === null ? Number(new URL(baseUrl).port) : null, close: () => worker.close() }
}

function choose(providerIds: readonly string[] | undefined): readonly RentalSimulator[] {
  if (providerIds === undefined) return rentalSimulators
  return providerIds.map((id) => {
    const simulator = rentalSimulators.find(({ providerId }) => providerId === id)
    if (simulator !== undefined) return simulator
    const known = rentalSimulators.map(({ providerId }) => providerId).join(', ')
    throw new AssayError('UNKNOWN_PROVIDER', `There is no simulator of “${id}”. Choose among ${known}.`)
  })
}

async function listen(server: Server, providerId: string, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    const message = `Port ${port} on 127.0.0.1 is in use, so the simulator of ${providerId} can't have it. Choose another port (0 takes a free one).`
    throw new AssayError('PORT_IN_USE', message, { cause })
  }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
