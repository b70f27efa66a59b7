import { workerData } from 'node:worker_threads'
import { move } from 'piscina'
import { findProvider } from '#main/providers/registry.ts'
import { imageFiles } from '#main/store/image-files.ts'
import type { SampleImage } from '#shared/domain/sample.ts'
import { digestReply as digest } from './digest-reply.ts'
import { keepPicture as keep } from './keep-picture.ts'
import { letGo } from './let-go.ts'
import { lowerPriority } from './lower-priority.ts'
import type {
  DigestedReading,
  DigestReplyTask,
  KeepPictureTask,
  ReadPictureTask,
  UnusablePicture,
} from './picture-tasks.ts'
import { readPicture as read } from './read-picture.ts'

/** What the pool tells each of its threads at the start. */
export interface PictureWorkerData {
  dataDirectory: string
}

lowerPriority()
const files = imageFiles((workerData as PictureWorkerData).dataDirectory)

export function digestReply(task: DigestReplyTask): DigestedReading {
  const adapter = findProvider(task.providerId)
  if (adapter === null) throw new Error(`There is no provider "${task.providerId}" whose reply could be read.`)
  try {
    return digest(task, adapter, files)
  } finally {
    letGo(task.reply.body)
  }
}

export function keepPicture({ bytes, ask }: KeepPictureTask): SampleImage | UnusablePicture {
  try {
    return keep(bytes, ask.parameters, files)
  } finally {
    letGo(bytes)
  }
}

/** The bytes move to the thread that asked. */
export function readPicture(task: ReadPictureTask): Uint8Array {
  return move(read(task, files)) as Uint8Array
}
