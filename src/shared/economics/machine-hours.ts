/** Hours in a month: 365 days × 24 h / 12. */
export const HOURS_PER_MONTH = 730

/** Hours of machine time that draw `images`, were no minute of it idle. */
export function machineHours(images: number, imagesPerHour: number): number {
  return images / imagesPerHour
}
