/** Pictures a month at which every comparison of costs stands. */
export const VOLUMES = [1000, 10_000, 50_000, 200_000] as const
