import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { Credentials } from '#main/providers/provider-adapter.ts'
import type { ImageFormat, Task } from '#shared/domain/generation.ts'

/**
 * How a simulated provider behaves. Times are milliseconds; rates are shares of calls from 0 to 1. The last three mean nothing
 * to a provider whose contract has no such thing: its own profile says `Infinity` there.
 */
export interface SimulatorProfile {
  /** Median and log-standard deviation of the log-normal service time of one picture. */
  serviceMedianMs: number
  serviceLogSd: number
  /** Calls drawn at once; one more waits in the queue. */
  workers: number
  /** Added to the first call, and to the first one after the provider stood idle for `idleAfterMs`. */
  coldStartMs: number
  idleAfterMs: number
  refusalRate: number
  serverErrorRate: number
  rateLimitRate: number
  blackRate: number
  smallerRate: number
  /** How long a call is held before the caller is sent to ask elsewhere. */
  holdMs: number
  /** How long the address of a picture works. */
  urlLifeMs: number
  /** Prepaid balance at the start, in micro-dollars. */
  creditsMicros: number
}

/** A fault that not every provider's contract knows. */
export type Fault = 'refusal' | 'rate-limit'

export interface TruthImage {
  sizeBytes: number
  sha256: string
}

/**
 * What a simulator really did with one call. The ground truth that measurements are compared with.
 * Places in time are `performance.now()` of the simulator's own thread: subtract them from each other, never from the
 * clock of another thread.
 */
export interface TruthEntry {
  providerId: string
  /** The id the provider gives the call: job id, request id; null where its contract has none. */
  requestId: string | null
  /** Null, like the prompt and the seed, where a call was rejected before it was understood. */
  modelId: string | null
  prompt: string | null
  seed: number | null
  outcome: 'served' | 'refused' | 'rejected' | 'server-error' | 'rate-limited' | 'cancelled'
  /** Whether the picture that was served is not what was asked for. */
  flaw: Flaw
  /** When the request had been read whole. */
  receivedMs: number
  /** When the pictures, or the failure, existed. */
  readyMs: number
  /** When the last byte of the (first) picture was handed to the socket, in the reply or in the download; null if it never was. */
  deliveredMs: number | null
  /** These three follow one another without a gap: `readyMs − receivedMs` is their sum. */
  queueMs: number
  coldStartMs: number
  serviceMs: number
  /** The service time that the latency law drew; `serviceMs` is what really happened. Null where nothing was drawn. */
  intendedServiceMs: number | null
  /** What the provider bills for the call, in micro-dollars; null where no price is known. */
  costMicros: number | null
  images: TruthImage[]
}

/** A way in which a served picture can be wrong. `unfinished`: the drawing was interrupted. */
export type Flaw = 'none' | 'black' | 'smaller' | 'unfinished'

/** Which of the four ways of drawing a scene a model has. */
export type Style = 0 | 1 | 2 | 3

/** What is done with a picture that the caller sent, instead of drawing one from the prompt alone. */
export interface PictureChange {
  task: Exclude<Task, 'generate'>
  /** Bytes of the picture that came: PNG, JPEG or WebP. See `readInputPicture`. */
  input: Buffer<ArrayBuffer>
  /** Image to image: 0 keeps the picture as it came, 1 leaves nothing of it. */
  strength?: number
}

/** All that decides a picture's bytes: the same recipe gives the same bytes, whenever and wherever it is drawn. */
export interface Recipe {
  providerId: string
  modelId: string
  style: Style
  prompt: string
  seed: number
  width: number
  height: number
  format: ImageFormat
  flaw: Flaw
  change?: PictureChange
}

export interface Picture {
  bytes: Buffer<ArrayBuffer>
  sha256: string
  width: number
  height: number
}

/** One call for pictures, as a provider's routes have understood it. */
export interface Order {
  requestId: string | null
  receivedMs: number
  modelId: string
  style: Style
  prompt: string
  /** Of the first picture; each further one counts up from it. */
  seed: number
  width: number
  height: number
  format: ImageFormat
  count: number
  /** The model is kept awake for everyone: it never pays the profile's cold start. */
  alwaysOn?: boolean
  /** Absent where the picture is drawn from the prompt. `width` and `height` are those of the result all the same. */
  change?: PictureChange
}

/** Where a job stands. `progress` runs from 0 to 1. */
export type Stage =
  { name: 'queued' } | { name: 'drawing'; startedMs: number; progress: number; toGoMs: number } | { name: 'ended' }

/** How a job ended: with pictures, or (a server error, a cancel) without. `entry` is its line in the truth log. */
export interface Ending {
  pictures: Picture[]
  recipes: Recipe[]
  entry: TruthEntry
}

/** A call that was taken on. */
export interface Job {
  turnedAway: null
  stage(): Stage
  /** Cuts the drawing short: the pictures come at once, unfinished. Does nothing before the drawing began. */
  interrupt(): void
  /** Ends the job without pictures. @returns where it was; null where it had ended before, so that nothing was stopped */
  cancel(): 'queued' | 'drawing' | null
  ended: Promise<Ending>
}

/** A call that was answered at once with a no. */
export interface TurnedAway {
  turnedAway: 'refused' | 'rate-limited'
  entry: TruthEntry
}

export type SimulatorContext = Context<{ Bindings: HttpBindings }>

/** What a provider's simulator gets to build its routes with. */
export interface SimulatorKit {
  profile: SimulatorProfile
  credentials: Credentials
  /** Address it is served at, for URLs in replies. Known before the first request. */
  baseUrl(): string
  nowMs(): number
  /** The wall clock at a place of the simulator's own clock, in milliseconds since 1970. */
  wallMs(atMs: number): number
  /**
   * Takes a call on: it queues, meets a cold start, and is drawn during its service time, as the profile says.
   * Decided by (seed of the run, provider, model, prompt, picture seed, how many equal calls came before).
   */
  take(order: Order): Job | TurnedAway
  /** Writes a call that did not pass (wrong key, broken request) into the truth log. */
  reject(call: {
    receivedMs: number
    requestId: string | null
    modelId: string | null
    prompt: string | null
    costMicros: number | null
  }): void
  /** The call is over: notes when the reply's last byte is handed to the socket, as delivery if it carries the picture. */
  answer(context: SimulatorContext, entry: TruthEntry, reply: { carriesPicture: boolean }): void
  /** A seed for a caller who left the choice to the provider: an integer below `maximumExclusive`. */
  pickSeed(modelId: string, prompt: string, maximumExclusive: number): number
  /** Lets time pass, for a call that draws no picture. */
  pass(durationMs: number): Promise<void>
  /** The promise's value, or null where it takes longer than `limitMs`. */
  within<Value extends object>(limitMs: number, promise: Promise<Value>): Promise<Value | null>
  /** Takes the requests for a WebSocket; without it they are dropped. */
  onUpgrade(handle: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): void
  /** Draws a picture again, to the same bytes. */
  draw: (recipe: Recipe) => Promise<Picture>
}

/** A provider's simulator: its contract over real HTTP. */
export interface ProviderSimulator {
  providerId: string
  profile: SimulatorProfile
  /** Credentials it accepts; made up, and safe to print. */
  credentials: Credentials
  /** Faults for which the provider's contract has no answer: their rate has to stay 0. */
  faultsWithoutAnswer: readonly Fault[]
  createApp(kit: SimulatorKit): Hono<{ Bindings: HttpBindings }>
}
