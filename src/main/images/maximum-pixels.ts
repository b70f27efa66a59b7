/** Pixels that may be decoded: four times the largest picture that can be asked for. Beyond it is a bomb or a mistake. */
export const MAXIMUM_PIXELS = 64_000_000
