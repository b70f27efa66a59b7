import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { Ask } from '../provider-adapter.ts'

/** Sides that a model takes, in pixels. */
export interface SideRange {
  minimum: number
  maximum: number
  multipleOf: number
}

/**
 * The size to ask for where a picture is redrawn: the picture's own, or the nearest of the same shape that the model takes,
 * with a warning. Plans give an input picture to every such model, so that a missing one is a mistake in Assay, and is thrown.
 */
export function fitPictureSize(
  model: Model,
  { picture }: Ask,
  sides: SideRange,
): { width: number; height: number; warnings: ParameterWarning[] } {
  if (picture === null) throw new Error(`${model.name} was asked without a picture to change.`)
  const { width, height } = picture
  const shrink = Math.min(1, sides.maximum / width, sides.maximum / height)
  const scale = shrink < 1 ? shrink : Math.max(1, sides.minimum / width, sides.minimum / height)
  const sent = { width: fitSide(width * scale, sides), height: fitSide(height * scale, sides) }
  if (sent.width === width && sent.height === height) return { ...sent, warnings: [] }
  const reason = `${model.name} takes sides of ${sides.minimum} to ${sides.maximum} pixels${sides.multipleOf === 1 ? '' : ` in multiples of ${sides.multipleOf}`}`
  const warning: ParameterWarning = {
    parameter: 'width',
    action: 'changed',
    asked: `${width} × ${height}, the size of the picture`,
    sent: `${sent.width} × ${sent.height}`,
    reason,
  }
  return { ...sent, warnings: [warning] }
}

/** A long and narrow picture has a side beyond the range even so: then its shape gives way. */
function fitSide(side: number, { minimum, maximum, multipleOf }: SideRange): number {
  const clamped = Math.min(Math.max(side, minimum), maximum)
  const rounded = Math.round(clamped / multipleOf) * multipleOf
  return Math.min(
    Math.max(rounded, Math.ceil(minimum / multipleOf) * multipleOf),
    Math.floor(maximum / multipleOf) * multipleOf,
  )
}
