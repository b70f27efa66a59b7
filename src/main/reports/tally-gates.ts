import type { GateTally, PictureGate } from '#shared/domain/picture-gates.ts'
import { judgePictures } from '#shared/domain/picture-gates.ts'
import { costPerImage } from '#shared/economics/cost-per-image.ts'
import { costedSamples, type Lane } from './asked-samples.ts'

/** The pictures of a contender by the gates, and what one that passes them all costs. */
export function tallyGates({ asked, promptOf, contender }: Lane, { seed }: { seed: number }): GateTally {
  const judged = judgePictures(asked, { promptOf, task: contender.task })
  const pictures = judged.filter((one) => one !== null)
  const isUsable = (place: number): boolean => judged[place]?.failed.length === 0
  const failed: Partial<Record<PictureGate, number>> = {}
  for (const gate of pictures.flatMap((one) => one.failed)) failed[gate] = (failed[gate] ?? 0) + 1
  const open = pictures.filter(({ isOpen }) => isOpen).length
  return {
    pictures: pictures.length,
    usable: pictures.filter((one) => one.failed.length === 0).length - open,
    open,
    failed,
    costPerUsableMicros:
      open > 0
        ? { state: 'unknown', count: open }
        : costPerImage(
            costedSamples({ asked, promptOf }, (_, place) => isUsable(place)),
            { seed },
          ),
  }
}
