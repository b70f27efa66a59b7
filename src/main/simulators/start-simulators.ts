import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Credentials } from '#main/providers/provider-adapter.ts'
import { AssayError } from '#shared/errors.ts'
import { createKit } from './create-kit.ts'
import { SceneLibrary } from './pictures/scene-library.ts'
import { resolveProfile } from './resolve-profile.ts'
import { simulators } from './registry.ts'
import { createSimulatorClock } from './simulator-clock.ts'
import type { ProviderSimulator, SimulatorProfile, TruthEntry } from './simulator.ts'
import { TruthLog } from './truth-log.ts'
import { UpgradedSockets } from './upgraded-sockets.ts'

export interface SimulatorOptions {
  /** Decides service times, faults and flaws. */
  seed: number
  /** Provider ids; all of them if absent. */
  providers?: readonly string[]
  /** What differs from a provider's own practice profile. */
  profiles?: Readonly<Record<string, Partial<SimulatorProfile>>>
  /** Port by provider id; one that is absent, or 0, is chosen by the system. */
  ports?: Readonly<Record<string, number>>
  /** A loopback address; 127.0.0.1 if absent. */
  host?: string
  /** Multiplies every time of the profiles: 0.1 makes ten seconds of one. What is logged is the time that really passed. */
  timeScale?: number
  /** The truth is also appended here, one JSON object a line. */
  truthFile?: string
  /** Where the scenes are: `resources/practice` of the installation. */
  practiceDirectory: string
}

/** A simulator that can be called. Its credentials are made up, and safe to print. */
export interface RunningSimulator {
  providerId: string
  baseUrl: string
  credentials: Credentials
}

export interface RunningSimulators {
  simulators: RunningSimulator[]
  /** What was done so far, in the order in which pictures and failures came to exist. */
  truth(): TruthEntry[]
  /** Drops every connection and what is still being drawn. Rejects where the truth file could not be written. */
  close(): Promise<void>
}

/**
 * Starts simulators in the calling thread, each on a loopback port of its own.
 * @throws AssayError UNKNOWN_PROVIDER, BAD_USAGE (a profile that its contract can't keep), PORT_IN_USE, FILE_UNREADABLE (no
 *   scenes), DATA_FOLDER_UNWRITABLE (truth file). Nothing is left running then.
 */
export async function startSimulators(options: SimulatorOptions): Promise<RunningSimulators> {
  const chosen = chooseSimulators(options.providers)
  const profiles = chosen.map((simulator) =>
    resolveProfile(simulator, options.profiles?.[simulator.providerId] ?? {}, options.timeScale ?? 1),
  )
  const scenes = await SceneLibrary.open(options.practiceDirectory)
  const truth = await TruthLog.open(options.truthFile)
  const clock = createSimulatorClock()
  const running: (RunningSimulator & { server: Server; upgraded: UpgradedSockets })[] = []
  const close = async (): Promise<void> => {
    clock.stop()
    await Promise.all(running.map(({ server, upgraded }) => stopServer(server, upgraded)))
    await truth.close()
  }

  try {
    for (const [index, simulator] of chosen.entries()) {
      const { providerId, credentials } = simulator
      const host = options.host ?? '127.0.0.1'
      const server = await listen(providerId, host, options.ports?.[providerId] ?? 0)
      const baseUrl = `http://${host}:${(server.address() as AddressInfo).port}`
      const profile = profiles[index]!
      const upgraded = new UpgradedSockets()
      const kit = createKit({
        simulator,
        profile,
        runSeed: options.seed,
        clock,
        truth,
        scenes,
        baseUrl: () => baseUrl,
        onUpgrade: (handle) => upgraded.hand(server, handle),
      })
      server.on('request', getRequestListener(simulator.createApp(kit).fetch))
      running.push({ providerId, baseUrl, credentials, server, upgraded })
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    simulators: running.map(({ providerId, baseUrl, credentials }) => ({ providerId, baseUrl, credentials })),
    truth: () => truth.entries(),
    close,
  }
}

function chooseSimulators(providerIds: readonly string[] | undefined): readonly ProviderSimulator[] {
  if (providerIds === undefined) return simulators
  return providerIds.map((id) => {
    const simulator = simulators.find(({ providerId }) => providerId === id)
    if (simulator !== undefined) return simulator
    const known = simulators.map(({ providerId }) => providerId).join(', ')
    throw new AssayError('UNKNOWN_PROVIDER', `There is no simulator of “${id}”. Choose among ${known}.`)
  })
}

async function listen(providerId: string, host: string, port: number): Promise<Server> {
  const server = createServer()
  // A caller that measures keeps its sockets; closing them between two calls would look like the provider's doing.
  server.keepAliveTimeout = 120_000
  server.listen(port, host)
  try {
    await once(server, 'listening')
    return server
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    throw new AssayError(
      'PORT_IN_USE',
      `Port ${port} on ${host} is in use, so the simulator of ${providerId} can't have it. Stop the program that uses it, or choose another port (0 takes a free one).`,
      { cause },
    )
  }
}

async function stopServer(server: Server, upgraded: UpgradedSockets): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  upgraded.destroy()
  await closed
}
