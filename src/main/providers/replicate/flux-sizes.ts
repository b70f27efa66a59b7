/**
 * The sizes that the official FLUX.1 models draw, by the two fields that ask for them. The API takes a shape and a number of
 * megapixels; the pixels are those of the models' published predictor (cog-flux), half of each side for a quarter of the area.
 */
const FULL_SIZES = [
  ['1:1', 1024, 1024],
  ['16:9', 1344, 768],
  ['21:9', 1536, 640],
  ['3:2', 1216, 832],
  ['2:3', 832, 1216],
  ['4:5', 896, 1088],
  ['5:4', 1088, 896],
  ['3:4', 896, 1152],
  ['4:3', 1152, 896],
  ['9:16', 768, 1344],
  ['9:21', 640, 1536],
] as const

export interface FluxSize {
  width: number
  height: number
  aspectRatio: string
  megapixels: '1' | '0.25'
}

export const fluxSizes: readonly FluxSize[] = FULL_SIZES.flatMap(([aspectRatio, width, height]) => [
  { width, height, aspectRatio, megapixels: '1' },
  { width: width / 2, height: height / 2, aspectRatio, megapixels: '0.25' },
])

/** The two fields for a size; null where the models do not draw it. */
export function fluxSizeOf(width: number, height: number): FluxSize | null {
  return fluxSizes.find((size) => size.width === width && size.height === height) ?? null
}
