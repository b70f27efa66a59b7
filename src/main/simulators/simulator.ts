import type { Hono } from 'hono'
import type { Credentials } from '#main/providers/provider-adapter.ts'

/** How a simulated provider behaves. Times are milliseconds; rates are shares of calls from 0 to 1. */
export interface SimulatorProfile {
  /** Median and log-standard deviation of the log-normal service time. */
  serviceMedianMs: number
  serviceLogSd: number
  /** Requests drawn at once; one more waits in the queue. */
  workers: number
  /** Added to the first request after the provider stood idle for `idleAfterMs`. */
  coldStartMs: number
  idleAfterMs: number
  refusalRate: number
  serverErrorRate: number
  rateLimitRate: number
  blackRate: number
  smallerRate: number
}

/** What a simulator really did with one call. The ground truth that measurements are compared with. */
export interface TruthEntry {
  providerId: string
  /** The id the provider gives the call: job id, request id; null where its contract has none. */
  requestId: string | null
  modelId: string
  prompt: string
  seed: number | null
  outcome: 'served' | 'refused' | 'rejected' | 'server-error' | 'rate-limited'
  /** Milliseconds of the simulator's monotonic clock. `receivedMs`: the request was read whole. `readyMs`: the picture existed. */
  receivedMs: number
  readyMs: number
  /** When the last byte of the picture was handed to the socket, in the reply or in the download; null if it never was. */
  deliveredMs: number | null
  queueMs: number
  coldStartMs: number
  serviceMs: number
  /** What the provider bills for the call, in micro-dollars; null where a price page does not say. */
  costMicros: number | null
  imageBytes: number | null
  imageSha256: string | null
}

/** What a provider's simulator gets to build its routes with. */
export interface SimulatorKit {
  profile: SimulatorProfile
  credentials: Credentials
  /** Address it is served at, for URLs in replies. Known before the first request. */
  baseUrl(): string
  /**
   * Decides and waits as the profile says: queue, cold start, service time; then draws the picture.
   * Deterministic for (seed of the run, provider, model, prompt, picture seed).
   */
  draw(job: DrawJob): Promise<DrawnPicture>
  /** Same, but the wait goes on in the background; the picture is asked for by `ticket`. */
  log(entry: TruthEntry): void
}

export interface DrawJob {
  modelId: string
  prompt: string
  seed: number
  width: number
  height: number
  format: 'png' | 'jpeg' | 'webp'
}

export interface DrawnPicture {
  bytes: Uint8Array
  queueMs: number
  coldStartMs: number
  serviceMs: number
}

/** A provider's simulator: its contract over real HTTP. */
export interface ProviderSimulator {
  providerId: string
  profile: SimulatorProfile
  /** Credentials it accepts; made up, and safe to print. */
  credentials: Credentials
  createApp(kit: SimulatorKit): Hono
}
