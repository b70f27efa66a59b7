import { MOST_IMAGES_PER_MONTH, MOST_VOLUMES } from '#shared/domain/default-assumptions.ts'

/** Whole numbers with spaces, semicolons or commas between them; thousands may be grouped by commas. null where one does not fit. */
export function readVolumes(text: string): number[] | null {
  const parts = text
    .split(/[\s;]+|,(?!\d{3}(?!\d))/)
    .map((part) => part.replaceAll(',', '').trim())
    .filter((part) => part !== '')
  const volumes = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : NaN))
  const areFit =
    volumes.every((volume) => volume >= 1 && volume <= MOST_IMAGES_PER_MONTH) && volumes.length <= MOST_VOLUMES
  return areFit ? volumes : null
}
