import type { LookupFunction } from 'node:net'
import { modelOf } from '#main/providers/kit/find-model.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Contender, ContenderStep } from '#shared/domain/plan.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import { createAccountGate, type AccountGate } from './account-gate.ts'
import { stepsOf } from './ask-steps.ts'
import { createHttpClient } from './http/http-client.ts'
import { createSocketClient } from './http/socket-client.ts'
import type { LaneStep } from './lane.ts'
import type { EngineClock, HostAccess, TunnelAccess } from './ports.ts'
import { createProgress } from './progress.ts'
import { createRedact } from './redact-secrets.ts'
import { createTunnel, type Tunnel } from './tunnel/tunnel.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Where neither the reply nor the model names a pause between two polls. */
const DEFAULT_POLL_INTERVAL_MS = 1000

/** What all lanes of a trial share. */
export interface TrialHosts {
  trialId: string
  adapters: (providerId: string) => ProviderAdapter
  access: (contender: Contender, step: number) => HostAccess
  clock: EngineClock
  /** Milliseconds of the trial's clock. */
  now: () => number
  lookup: LookupFunction
  /** Refuses private addresses. */
  publicLookup: LookupFunction
  /** The most requests that a contender has in flight: with fewer connections they would wait for each other. */
  connections: (contender: Contender) => number
  hostKeySeen: (seen: { account: AccountChoice; hostKeySha256: string }) => void
  fail: (error: unknown) => void
}

/** Builds the steps of contenders; accounts that several of them use are opened once. */
export interface StepBuilder {
  steps(contender: Contender): LaneStep[]
  /** Resolves when all tunnels and sockets are open, or have been given up for now. Never rejects for a host that can't be reached. */
  ready(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

export function createStepBuilder(hosts: TrialHosts): StepBuilder {
  const { now, clock, lookup, publicLookup, fail } = hosts
  const gates = new Map<string, AccountGate>()
  const tunnels = new Map<string, Tunnel>()
  const built: LaneStep[] = []

  const gateOf = (
    { providerId, account, baseUrl, accountConcurrency }: ContenderStep,
    tunnel: TunnelAccess | null,
  ): AccountGate => {
    // Behind tunnels, different machines have the same address: they must not wait for each other.
    const key = [providerId, account, baseUrl, tunnel?.host, tunnel?.port].join('\n')
    const gate = gates.get(key) ?? createAccountGate({ places: accountConcurrency, now, clock })
    gates.set(key, gate)
    return gate
  }
  const tunnelOf = ({ account }: ContenderStep, access: TunnelAccess | null): Tunnel | null => {
    if (access === null) return null
    const { username, host, port } = access
    const key = [account, username, host, port].join('\n')
    const hostKeySeen = (hostKeySha256: string): void => hosts.hostKeySeen({ account, hostKeySha256 })
    const tunnel = tunnels.get(key) ?? createTunnel({ access, clock, hostKeySeen })
    tunnels.set(key, tunnel)
    return tunnel
  }

  const build = (contender: Contender, planned: ContenderStep, index: number): LaneStep => {
    const connections = hosts.connections(contender)
    const { credentials, connection } = hosts.access(contender, index)
    const adapter = hosts.adapters(planned.providerId)
    const { progressSocket } = adapter
    const model = modelOf(adapter, planned.modelId)
    const base = new URL(planned.baseUrl)
    const tunnel = tunnelOf(planned, connection.tunnel)
    const route = { certificateSha256: connection.certificateSha256, tunnel }
    return {
      index,
      planned,
      adapter,
      model,
      base,
      credentials,
      redact: createRedact(credentials),
      pollIntervalMs: model?.pollIntervalMs ?? DEFAULT_POLL_INTERVAL_MS,
      ownHost: createHttpClient({ connections, now, lookup, route }),
      elsewhere: createHttpClient({ connections, now, lookup: publicLookup }),
      gate: gateOf(planned, connection.tunnel),
      tunnel,
      progress:
        progressSocket === undefined
          ? null
          : createProgress({
              socket: progressSocket,
              clientId: `assay-${hosts.trialId}-${contender.id}-${index}`,
              base,
              credentials,
              client: createSocketClient({ now, lookup, route }),
              tunnel,
              clock,
              now,
              fail,
            }),
    }
  }

  return {
    steps: (contender) => {
      const steps = stepsOf(contender).map((planned, index) => build(contender, planned, index))
      built.push(...steps)
      return steps
    },
    ready: async (signal) => {
      const opening = Promise.allSettled([
        ...[...tunnels.values()].map((tunnel) => tunnel.ready(signal)),
        ...built.flatMap(({ progress }) => (progress === null ? [] : [progress.ready()])),
      ])
      // What can't be opened is told of by each sample that needs it; a cancelled trial has none.
      await unlessAborted(opening, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    },
    close: async () => {
      const open = built.flatMap(({ ownHost, elsewhere, progress }) => [
        ownHost,
        elsewhere,
        ...(progress === null ? [] : [progress]),
      ])
      await Promise.all(open.map((connection) => connection.close()))
      for (const tunnel of tunnels.values()) tunnel.close()
    },
  }
}
