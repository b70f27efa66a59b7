export type HistogramScale = 'linear' | 'log'

/**
 * The outline of a histogram, closed along its foot, for a box of 256 by `height`.
 * @param shares of all pixels, one for each value from 0 to 255
 * @param top the share that reaches the upper edge; what is above is cut there, which is all there is where it is 0
 * @param scale `log` begins at one pixel in a million of the top
 */
export function histogramPath(shares: readonly number[], top: number, scale: HistogramScale, height: number): string {
  const steps = shares.map((share, value) => {
    const y = round(height - height * levelOf(share, top, scale))
    return `V${y}H${value + 1}`
  })
  return `M0 ${height}${steps.join('')}V${height}Z`
}

const LOG_DECADES = 6

/** From 0, the foot, to 1, the upper edge. */
function levelOf(share: number, top: number, scale: HistogramScale): number {
  if (share <= 0) return 0
  if (top <= 0) return 1
  const level = scale === 'linear' ? share / top : 1 + Math.log10(share / top) / LOG_DECADES
  return Math.min(1, Math.max(0, level))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** The highest share between the ends. Those are left out: one colour of a background would press all else to the foot. */
export function highestShare(histograms: readonly (readonly number[])[]): number {
  return Math.max(0, ...histograms.flatMap((shares) => shares.slice(1, -1)))
}
