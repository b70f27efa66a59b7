import { workerData } from 'node:worker_threads'
import { findProvider } from '#main/providers/registry.ts'
import { imageFiles } from '#main/store/image-files.ts'
import type { SampleImage } from '#shared/domain/sample.ts'
import { digestReply as digest } from './digest-reply.ts'
import { keepPicture as keep } from './keep-picture.ts'
import { tryDecoder } from './look-at-picture.ts'
import { lowerPriority } from './lower-priority.ts'
import type { DigestedReading, DigestReplyTask, KeepPictureTask, UnusablePicture } from './picture-tasks.ts'

/** What the pool tells each of its threads at the start. */
export interface PictureWorkerData {
  dataDirectory: string
}

await lowerPriority()
const files = imageFiles((workerData as PictureWorkerData).dataDirectory)
await tryDecoder()

export async function digestReply(task: DigestReplyTask): Promise<DigestedReading> {
  const adapter = findProvider(task.providerId)
  if (adapter === null) throw new Error(`There is no provider "${task.providerId}" whose reply could be read.`)
  try {
    return await digest(task, adapter, files)
  } finally {
    letGo(task.reply.body)
  }
}

export async function keepPicture({ bytes, ask }: KeepPictureTask): Promise<SampleImage | UnusablePicture> {
  try {
    return await keep(bytes, ask.parameters, files)
  } finally {
    letGo(bytes)
  }
}

/** Frees bytes that were handed over to this thread, now rather than at some collection of the whole heap. */
function letGo({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0)
}
