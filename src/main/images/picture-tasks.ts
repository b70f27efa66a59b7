import type { Ask, Reading, RemoteJob, Reply } from '#main/providers/provider-adapter.ts'
import type { SampleImage } from '#shared/domain/sample.ts'

/*
 * What the picture threads are asked and what they answer. The same shapes as the engine's port for them, stated here
 * because this room lies below the engine; a test holds the two together.
 */

/** Why a picture could not be kept, for people. */
export interface UnusablePicture {
  unusable: string
}

export interface DigestReplyTask {
  providerId: string
  step: { kind: 'submit' } | { kind: 'poll'; job: RemoteJob }
  reply: Reply
  ask: Ask
}

export interface KeepPictureTask {
  bytes: Uint8Array
  ask: Ask
}

/** A reading whose inline pictures have been kept already; what is left is to be downloaded. */
export type DigestedReading =
  | {
      state: 'finished'
      pictures: ({ kind: 'kept'; picture: SampleImage | UnusablePicture } | { kind: 'url'; url: string })[]
      reported: Extract<Reading, { state: 'finished' }>['reported']
    }
  | Exclude<Reading, { state: 'finished' }>
