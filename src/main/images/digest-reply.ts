import type { PictureSource, ProviderAdapter, Reading } from '#main/providers/provider-adapter.ts'
import type { ImageFiles } from '#main/store/image-files.ts'
import { keepPicture } from './keep-picture.ts'
import type { DigestedReading, DigestReplyTask } from './picture-tasks.ts'

type FinishedReading = Extract<DigestedReading, { state: 'finished' }>

/**
 * Reads a reply with its provider's adapter and keeps the pictures that are inside it; addresses stay addresses. The reply's body is
 * done with when it returns, the pictures are on disk when it resolves.
 */
export async function digestReply(
  task: Pick<DigestReplyTask, 'step' | 'reply' | 'ask'>,
  adapter: ProviderAdapter,
  files: ImageFiles,
): Promise<DigestedReading> {
  const reading = read(task, adapter)
  if (reading.state !== 'finished') return reading
  const pictures = await Promise.all(reading.pictures.map((source) => digestSource(source, task, files)))
  return { ...reading, pictures }
}

function read(
  { step, reply, ask }: Pick<DigestReplyTask, 'step' | 'reply' | 'ask'>,
  adapter: ProviderAdapter,
): Reading {
  if (step.kind === 'submit') return adapter.readSubmit(reply, ask)
  if (adapter.readPoll === null) throw new Error(`The provider ${adapter.descriptor.id} has no jobs to ask after.`)
  return adapter.readPoll(reply, step.job, ask)
}

async function digestSource(
  source: PictureSource,
  { ask }: Pick<DigestReplyTask, 'ask'>,
  files: ImageFiles,
): Promise<FinishedReading['pictures'][number]> {
  if (source.kind !== 'bytes') return source
  return { kind: 'kept', picture: await keepPicture(source.bytes, ask.parameters, files) }
}
