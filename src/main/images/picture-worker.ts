import { workerData } from 'node:worker_threads'
import { move } from 'piscina'
import { loadProvider } from '#main/providers/provider-loaders.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { imageFiles } from '#main/store/image-files.ts'
import type { SampleImage } from '#shared/domain/sample.ts'
import { digestReply as digest } from './digest-reply.ts'
import { keepPicture as keep } from './keep-picture.ts'
import { letGo } from '#shared/let-go.ts'
import { lowerPriority } from './lower-priority.ts'
import type {
  DigestedReading,
  DigestReplyTask,
  KeepPictureTask,
  ReadPictureTask,
  UnusablePicture,
} from './picture-tasks.ts'
import { readPicture as read } from './read-picture.ts'
import { REHEARSAL_SIZE } from './rehearsal-picture.ts'

/** What the pool tells each of its threads at the start. */
export interface PictureWorkerData {
  dataDirectory: string
  /** Those whose replies will have to be read. */
  providerIds: readonly string[]
}

lowerPriority()
const { dataDirectory, providerIds } = workerData as PictureWorkerData
const files = imageFiles(dataDirectory)
const adapters = new Map<string, ProviderAdapter>()
for (const id of providerIds) adapters.set(id, await loadProvider(id))
const NO_FILES = { keepImage: async () => {} }

export async function digestReply(task: DigestReplyTask): Promise<DigestedReading> {
  const adapter = adapters.get(task.providerId)
  if (adapter === undefined) throw new Error(`The picture threads were not told of the provider "${task.providerId}".`)
  return lettingGo(task.reply.body, () => digest(task, adapter, files))
}

export function keepPicture({ bytes, ask }: KeepPictureTask): Promise<SampleImage | UnusablePicture> {
  return lettingGo(bytes, () => keep(bytes, ask.parameters, files))
}

/** What is done with every picture, to one that nobody wants and without its file. */
export function rehearse({ bytes }: Pick<KeepPictureTask, 'bytes'>): Promise<SampleImage | UnusablePicture> {
  return lettingGo(bytes, () => keep(bytes, REHEARSAL_SIZE, NO_FILES))
}

/** What is done with bytes has been done when `act` returns; what it promises is that the disk has them. Meanwhile they are gone. */
async function lettingGo<Result>(bytes: Uint8Array, act: () => Promise<Result>): Promise<Result> {
  const promised = act()
  letGo(bytes)
  return promised
}

/** The bytes move to the thread that asked. */
export function readPicture(task: ReadPictureTask): Uint8Array {
  return move(read(task, files)) as Uint8Array
}
