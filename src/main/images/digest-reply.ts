import type { PictureSource, ProviderAdapter, Reading } from '#main/providers/provider-adapter.ts'
import type { ImageFiles } from '#main/store/image-files.ts'
import { keepPicture } from './keep-picture.ts'
import type { DigestedReading, DigestReplyTask } from './picture-tasks.ts'

/** Reads a reply with its provider's adapter and keeps the pictures that are inside it; addresses stay addresses. */
export async function digestReply(
  task: Pick<DigestReplyTask, 'step' | 'reply' | 'ask'>,
  adapter: ProviderAdapter,
  files: ImageFiles,
): Promise<DigestedReading> {
  const reading = read(task, adapter)
  if (reading.state !== 'finished') return reading
  const pictures: Extract<DigestedReading, { state: 'finished' }>['pictures'] = []
  // One after the other: a reply of four large pictures must not hold four decoded ones at once.
  for (const source of reading.pictures) pictures.push(await digestSource(source, task, files))
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

async function digestSource(source: PictureSource, { ask }: Pick<DigestReplyTask, 'ask'>, files: ImageFiles) {
  if (source.kind === 'url') return source
  return { kind: 'kept' as const, picture: await keepPicture(source.bytes, ask.parameters, files) }
}
