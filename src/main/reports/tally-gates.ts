import type { GateTally, PictureGate } from '#shared/domain/picture-gates.ts'
import { judgePictures } from '#shared/domain/picture-gates.ts'
import { costPerImage, type CostedSample } from '#shared/economics/cost-per-image.ts'
import { costedSamples, type Lane } from './asked-samples.ts'

/** The pictures of a contender by the gates, and what one that passes them all costs. */
export function tallyGates(lane: Lane, { seed }: { seed: number }): GateTally {
  const judged = judgeLane(lane)
  const pictures = judged.filter((one) => one !== null)
  const failed: Partial<Record<PictureGate, number>> = {}
  for (const gate of pictures.flatMap((one) => one.failed)) failed[gate] = (failed[gate] ?? 0) + 1
  const open = pictures.filter(({ isOpen }) => isOpen).length
  return {
    pictures: pictures.length,
    usable: pictures.filter((one) => one.failed.length === 0).length - open,
    open,
    failed,
    costPerUsableMicros: open > 0 ? { state: 'unknown', count: open } : costPerImage(usableCosts(lane), { seed }),
  }
}

/** What the cost per usable picture is reckoned from; it says nothing while pictures are open. */
export function usableCosts(lane: Lane): CostedSample[] {
  const judged = judgeLane(lane)
  return costedSamples(lane, (_, place) => judged[place]?.failed.length === 0)
}

function judgeLane({ asked, promptOf, contender }: Lane): ReturnType<typeof judgePictures> {
  return judgePictures(asked, { promptOf, task: contender.task })
}
