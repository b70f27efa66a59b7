import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Ask, Credentials, PictureSource, Reading, RemoteJob, Reply } from '#main/providers/provider-adapter.ts'
import type { SshTunnel } from '#shared/domain/account.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { EarlyStop } from '#shared/domain/early-stop.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import type { ImageFlag, Sample } from '#shared/domain/sample.ts'
import type { Sleep } from '#shared/domain/sleep.ts'
import type { PictureForm } from './http/encode-body.ts'
import type { SampleSoFar } from './step-result.ts'

/** A picture that is whole by the way it is put together, hashed and written to disk. It is decoded later. */
export interface KeptPicture {
  image: ImageRecord
  flags: ImageFlag[]
}

/** Why a picture could not be kept. */
export interface UnusablePicture {
  unusable: string
}

/** A reading whose inline pictures have been kept already; what is left is to be downloaded. */
export type DigestedReading =
  | {
      state: 'finished'
      pictures: ({ kind: 'kept'; picture: KeptPicture | UnusablePicture } | Exclude<PictureSource, { kind: 'bytes' }>)[]
      reported: Extract<Reading, { state: 'finished' }>['reported']
      warnings?: ParameterWarning[]
    }
  | Exclude<Reading, { state: 'finished' }>

/**
 * Where bytes go: parsing of large replies, base64, hashing and files all happen behind this, on other
 * threads, because the thread that times the network does nothing else. Buffers are handed over (transferred), not
 * copied.
 */
export interface PictureDesk {
  /** Reads a submit or poll reply with the provider's adapter and keeps the pictures that are inside it. */
  digestReply(task: {
    providerId: string
    step: { kind: 'submit' } | { kind: 'poll'; job: RemoteJob }
    reply: Reply
    ask: Ask
  }): Promise<DigestedReading>
  /** Keeps one downloaded picture. */
  keepPicture(task: { bytes: Uint8Array; ask: Ask }): Promise<KeptPicture | UnusablePicture>
  /**
   * The bytes of a picture that was kept before, as they go into a request; text as ASCII.
   * @throws Error where the picture is not on disk
   */
  readPicture(task: { image: ImageRecord; form: PictureForm }): Promise<Uint8Array>
}

/**
 * How the host of an account is reached beyond its address. It holds secrets: in memory only, never stored, logged or sent
 * to the page. `DIRECT` is the ordinary way.
 */
export interface HostConnection {
  /** SHA-256 of the server's certificate (DER, lower-case hex): accepted though self-signed, and no other one is. */
  certificateSha256: string | null
  /** Requests to the account's own host start at the other end of it. */
  tunnel: TunnelAccess | null
}

/** An SSH tunnel with what is needed to open it. */
export interface TunnelAccess extends SshTunnel {
  /** For `authentication: 'password'`. */
  password: string | null
  /** Of an encrypted key file; null where the file is not encrypted. */
  keyPassphrase: string | null
  /** For `authentication: 'agent'`: what SSH_AUTH_SOCK says; null where no agent runs. */
  agentSocket: string | null
}

/** What the calls to one host need. */
export interface HostAccess {
  credentials: Credentials
  connection: HostConnection
}

export const DIRECT: HostConnection = { certificateSha256: null, tunnel: null }

/** Milliseconds of a monotonic clock, and the wall clock for labels. Injected, so that tests own time. */
export interface EngineClock {
  monotonicMs(): number
  wallClock(): Date
  /** Resolves after the time, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** A sample the provider has accepted as a job: known before the first poll, so that a crash loses no paid work. */
export interface SubmittedJob {
  trialId: string
  sampleId: string
  contenderId: string
  caseIndex: number
  repeat: number
  position: number
  /** Place in the contender's pipeline, from 0. */
  step: number
  job: RemoteJob
  submittedAt: string
  soFar: SampleSoFar
}

/** A job that an earlier sitting submitted and did not see end. */
export interface OpenJob extends Pick<SubmittedJob, 'sampleId' | 'step' | 'job' | 'soFar'> {
  planned: PlannedSample
  /** When the sample was allowed to be sent: on the trial's clock, and by the wall clock. */
  sentMs: number
  sentAt: string
}

/** A sample that is to be sent. */
export interface AdmissionRequest {
  sampleId: string
  contenderId: string
  position: number
  /** The most that it can cost; null where neither price nor ceiling is known. */
  worstCaseMicros: number | null
}

/** Whether it may be sent, or the sentence for people that says why not. */
export type Admission = { ok: true } | { ok: false; message: string }

/** Whom the engine asks and tells. */
export interface EngineListener {
  /**
   * Asked before anything of a sample is sent. Resolves when its worst case is held and written down, so that neither money nor a
   * sample in flight is lost with the process; or when it can't be sent. May take as long as samples in flight take to end.
   */
  admit(request: AdmissionRequest): Promise<Admission>
  /** Awaited before the first poll. */
  jobSubmitted(job: SubmittedJob): Promise<void>
  sampleFinished(sample: Sample): void
  /** The machine stood still. */
  slept(sleep: Sleep): void
  /** A rule of the plan has stopped a contender, and what was in flight of it has ended. */
  stoppedEarly(stop: EarlyStop): void
  /**
   * A tunnel without a pinned host key was opened: this key is to be pinned.
   * @param seen.hostKeySha256 SHA-256 of the key in base64 without padding, as OpenSSH prints it after `SHA256:`
   */
  hostKeySeen(seen: { account: AccountChoice; hostKeySha256: string }): void
}
