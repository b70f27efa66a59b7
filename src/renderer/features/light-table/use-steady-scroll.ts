import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'

/**
 * When lines get larger or smaller, the one at the edge stays there, and the current one in sight if it was.
 * @param linePx of each line, in whole CSS pixels
 */
export function useSteadyScroll(
  lines: Virtualizer<HTMLDivElement, Element>,
  { linePx, current }: { linePx: number; current: number },
): void {
  // Lines above the edge, with their parts; and the offset that this is known from.
  const drawn = useRef({ linePx, above: 0, offsetPx: 0 })
  const totalPx = lines.getTotalSize()
  useLayoutEffect(() => {
    if (totalPx !== lines.options.count * linePx) {
      // Until the table is as large as its lines make it, it can't be scrolled there.
      lines.measure()
      return
    }
    const offsetPx = lines.scrollOffset ?? 0
    const { linePx: beforePx, above } = drawn.current
    if (beforePx === linePx) {
      // The offset that a change of size led to is heard of later: until then it is the one before.
      if (offsetPx !== drawn.current.offsetPx) drawn.current = { linePx, above: offsetPx / linePx, offsetPx }
      return
    }
    const { scrollMargin, scrollPaddingEnd, horizontal } = lines.options
    const roomPx = (lines.scrollRect?.[horizontal ? 'width' : 'height'] ?? 0) - scrollMargin - scrollPaddingEnd
    const wasInSight = current + 1 > above && (current - above) * beforePx < roomPx
    const toPx = wasInSight ? inSight(above * linePx, current * linePx, { linePx, roomPx }) : above * linePx
    drawn.current = { linePx, above: toPx / linePx, offsetPx }
    lines.scrollToOffset(toPx)
  })
}

/** The offset nearest to the one that is wanted at which a line is in sight, or as much of it as there is room for. */
function inSight(wantedPx: number, startPx: number, { linePx, roomPx }: { linePx: number; roomPx: number }): number {
  return Math.min(startPx, Math.max(wantedPx, startPx + linePx - roomPx))
}
