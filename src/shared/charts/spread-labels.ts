/** Least distance between the base lines of two labels, in pixels. */
export const LABEL_GAP = 13

/**
 * Moves labels apart until none is closer to another than `LABEL_GAP`, as little as needed and without changing their order from
 * top to bottom, and keeps them between `top` and `bottom` as far as they fit there.
 * @param wanted where each label would stand, in pixels
 * @returns where each stands, in the order given
 */
export function spreadLabels(wanted: readonly number[], top: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).toSorted((left, right) => at(wanted, left) - at(wanted, right))
  const placed = [...wanted]
  let lowest = top
  for (const index of order) {
    placed[index] = Math.max(at(wanted, index), lowest)
    lowest = at(placed, index) + LABEL_GAP
  }
  let highest = Math.max(bottom, top + (wanted.length - 1) * LABEL_GAP)
  for (const index of order.toReversed()) {
    placed[index] = Math.min(at(placed, index), highest)
    highest = at(placed, index) - LABEL_GAP
  }
  return placed
}

function at(values: readonly number[], index: number): number {
  return values[index] as number
}
