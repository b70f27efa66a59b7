import { fileURLToPath } from 'node:url'
import type { SimulatorProfile, TruthEntry } from '#main/simulators/simulator.ts'
import { vi } from 'vitest'
import { startSimulators, type SimulatorOptions } from '#main/simulators/start-simulators.ts'

export const practiceDirectory = fileURLToPath(new URL('../../../resources/practice', import.meta.url))

/** Nothing goes wrong, and nothing takes long. */
export const quickProfile = {
  serviceMedianMs: 5,
  serviceLogSd: 0,
  coldStartMs: 0,
  refusalRate: 0,
  serverErrorRate: 0,
  rateLimitRate: 0,
  blackRate: 0,
  smallerRate: 0,
} as const satisfies Partial<SimulatorProfile>

/** One quick simulator, closed at the end of the `using` block. */
export async function startQuick(
  providerId: string,
  changes: Partial<SimulatorProfile> = {},
  options: Partial<SimulatorOptions> = {},
): Promise<
  AsyncDisposable & {
    baseUrl: string
    truth: () => TruthEntry[]
    /** The first call’s truth, once its picture’s last byte has left: the caller may have it a moment before that is noted. */
    delivered: () => Promise<TruthEntry & { deliveredMs: number }>
    /** A call with the given headers; a body makes it a POST of JSON. */
    call: (
      path: string,
      init?: { headers?: Record<string, string>; body?: unknown; method?: string },
    ) => Promise<Response>
  }
> {
  const running = await startSimulators({
    seed: 1,
    providers: [providerId],
    profiles: { [providerId]: { ...quickProfile, ...changes } },
    practiceDirectory,
    ...options,
  })
  const { baseUrl } = running.simulators[0]!
  return {
    baseUrl,
    truth: () => running.truth(),
    delivered: () => waitForDelivery(() => running.truth()[0]),
    call: (path, { headers = {}, body, method } = {}) =>
      fetch(new URL(path, baseUrl), {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        redirect: 'manual',
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    [Symbol.asyncDispose]: () => running.close(),
  }
}

/** The entry as soon as it has been delivered. */
export function waitForDelivery(read: () => TruthEntry | undefined): Promise<TruthEntry & { deliveredMs: number }> {
  return vi.waitFor(
    () => {
      const entry = read()
      if (entry === undefined || entry.deliveredMs === null) throw new Error('not delivered yet')
      return { ...entry, deliveredMs: entry.deliveredMs }
    },
    { timeout: 10_000, interval: 5 },
  )
}
