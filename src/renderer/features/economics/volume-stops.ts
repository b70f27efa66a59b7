/** Volumes a slider stops at: two figures each, from a hundred to ten million pictures a month. */
export const VOLUME_STOPS: readonly number[] = [
  ...[100, 1000, 10_000, 100_000, 1_000_000].flatMap((decade) =>
    Array.from({ length: 90 }, (_, index) => decade + (index * decade) / 10),
  ),
  10_000_000,
]

/** The place of the stop that is nearest, in the proportions of a logarithm. */
export function nearestStop(volume: number): number {
  let nearest = 0
  VOLUME_STOPS.forEach((stop, place) => {
    const distance = Math.abs(Math.log(stop / volume))
    if (distance < Math.abs(Math.log((VOLUME_STOPS[nearest] as number) / volume))) nearest = place
  })
  return nearest
}
