import { createHash } from 'node:crypto'
import { openStore } from '#main/store/open-store.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { exampleSample } from '../unit/store/examples.ts'
import { exampleTrial } from './example-trial.ts'

/** The file of a picture, and how large it is. */
export type PictureFile = Pick<ImageRecord, 'format' | 'width' | 'height'> & { bytes: Uint8Array }

/** A picture and what it is of; `repeat` from 0. */
export interface PlacedPictureFile {
  caseIndex: number
  contenderId: string
  repeat: number
  picture: PictureFile
}

/**
 * Writes a finished trial with pictures into a data folder that a server may have open: one repeat of as many prompts as there are.
 * @param side of the square that every contender is asked for
 * @param cases for each prompt the picture of each contender, by its id
 */
export async function fillPictureTrial(
  directory: string,
  { side, cases }: { side: number; cases: readonly Record<string, PictureFile>[] },
): Promise<{ trialId: string }> {
  const trial = exampleTrial({ contenders: Object.keys(cases[0] ?? {}), cases: cases.length, repeats: 1 })
  const pictures = cases.flatMap((pictures, caseIndex) =>
    Object.entries(pictures).map(([contenderId, picture]) => ({ caseIndex, contenderId, repeat: 0, picture })),
  )
  await keepPictureTrial(directory, trial, side, pictures)
  return { trialId: trial.id }
}

/** Writes a finished trial with these pictures of it, every contender of which is asked for a square of that side. */
export async function keepPictureTrial(
  directory: string,
  trial: Trial,
  side: number,
  pictures: readonly PlacedPictureFile[],
): Promise<void> {
  const store = openStore({ directory, clock: { now: () => new Date() } })
  try {
    const contenders = trial.plan.contenders.map((contender) => ({
      ...contender,
      parameters: { width: side, height: side },
    }))
    store.trials.create({ ...trial, status: 'finished', plan: { ...trial.plan, contenders } }, [], 1)
    for (const [position, { picture: file, ...place }] of pictures.entries()) {
      const { bytes, ...picture } = file
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await store.files.keepImage(sha256, bytes)
      const flags = picture.width === side && picture.height === side ? [] : ['other-size' as const]
      store.samples.recordTogether([
        exampleSample(position, {
          id: `${trial.id}-${position}`,
          trialId: trial.id,
          position,
          ...place,
          images: [{ image: { sha256, sizeBytes: bytes.length, ...picture }, flags }],
        }),
      ])
    }
  } finally {
    store.close()
  }
}
