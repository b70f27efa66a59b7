import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Ask, PictureSource, Reading, RemoteJob, Reply } from '#main/providers/provider-adapter.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
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

/** `bytes`: as it lies on disk · `base64` and `data-uri`: ASCII. */
export interface ReadPictureTask {
  image: ImageRecord
  form: 'bytes' | 'base64' | 'data-uri'
}

/** A reading whose inline pictures have been kept already; what is left is to be downloaded. */
export type DigestedReading =
  | {
      state: 'finished'
      pictures: ({ kind: 'kept'; picture: SampleImage | UnusablePicture } | Exclude<PictureSource, { kind: 'bytes' }>)[]
      reported: Extract<Reading, { state: 'finished' }>['reported']
      warnings?: ParameterWarning[]
    }
  | Exclude<Reading, { state: 'finished' }>
