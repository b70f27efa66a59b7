import type { RemoteJob, Reading, Reply, Ask } from '#main/providers/provider-adapter.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { ImageFlag, Sample } from '#shared/domain/sample.ts'

/** A picture that has been decoded, checked, hashed and written to disk. */
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
      pictures: ({ kind: 'kept'; picture: KeptPicture | UnusablePicture } | { kind: 'url'; url: string })[]
      reported: Extract<Reading, { state: 'finished' }>['reported']
    }
  | Exclude<Reading, { state: 'finished' }>

/**
 * Where bytes go: parsing of large replies, base64, hashing, decoding and files all happen behind this, on other
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
}

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
  job: RemoteJob
  submittedAt: string
}

/** Whom the engine tells. */
export interface EngineListener {
  /**
   * A lane took up the sample. Every sample that is told finished was told started before, also one that the budget
   * then withheld (`worstCaseMicros` 0: nothing is held for it).
   */
  sampleStarted(start: { position: number; contenderId: string; worstCaseMicros: number | null }): void
  /** Awaited before the first poll. */
  jobSubmitted(job: SubmittedJob): Promise<void>
  sampleFinished(sample: Sample): void
}
