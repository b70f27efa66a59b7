import { fitParameters } from '#main/providers/kit/fit-parameters.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { LaneStep } from './lane.ts'
import type { KeptPicture } from './ports.ts'

/** Pixels. */
export interface PictureSize {
  width: number
  height: number
}

/**
 * The size that a picture should have by what was asked: that of the ask where the model takes one, else that of the input
 * picture, enlarged by what an upscaler is asked for.
 * @param model null where it is not described
 * @returns null where that can't be told, e.g. for an upscaler that does not say by how much it enlarges
 */
export function expectedSize(model: Model | null, ask: Ask): PictureSize | null {
  const { width, height } = ask.parameters
  if (model === null || model.task === 'generate') return { width, height }
  const { values } = fitParameters(model, ask)
  if (values.width !== null && values.height !== null) return { width, height }
  if (ask.picture === null) return null
  const factor = model.task === 'upscale' ? values.scale : 1
  if (factor === null) return null
  return { width: Math.round(ask.picture.width * factor), height: Math.round(ask.picture.height * factor) }
}

/** A kept picture whose flag for another size is right for a model that changes a picture: the desk knows only of the ask. */
export function keptSize(kept: KeptPicture, { model }: Pick<LaneStep, 'model'>, ask: Ask): KeptPicture {
  if (model === null || model.task === 'generate') return kept
  const expected = expectedSize(model, ask)
  const { image } = kept
  const isOther = expected !== null && (expected.width !== image.width || expected.height !== image.height)
  const flags = kept.flags.filter((flag) => flag !== 'other-size')
  return { image, flags: isOther ? ['other-size', ...flags] : flags }
}
