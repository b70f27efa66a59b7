import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  FITTED,
  fitScale,
  isEnlarged,
  panBy,
  pixelOfPicture,
  pixelUnder,
  placePicture,
  scaleOf,
  spotOf,
  withInSight,
  zoomAt,
  type Viewpoint,
} from '#renderer/features/light-table/viewpoint.ts'

const extent = { width: 1024, height: 1024 }
const pane = { width: 300, height: 500 }
const atScale = (scale: number): Viewpoint => ({ scale, centreX: 0, centreY: 0 })

test('a fitted picture is whole, in the middle, and not enlarged', () => {
  expect(placePicture(extent, extent, pane, FITTED, 1)).toEqual({ left: 0, top: 100, width: 300, height: 300 })
  expect(fitScale({ width: 100, height: 100 }, pane, 1)).toBe(1)
})
test('a picture of 768 beside one of 1024 lies at three quarters of the size, in the same middle', () => {
  expect(placePicture({ width: 768, height: 768 }, extent, pane, FITTED, 1)).toEqual({
    left: 37.5,
    top: 137.5,
    width: 225,
    height: 225,
  })
})
test('zooming keeps what lies under the cursor there, as long as it stays in sight', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.8, max: 1.25, noNaN: true }),
      fc.double({ min: 100, max: 200, noNaN: true }),
      fc.double({ min: 200, max: 300, noNaN: true }),
      (factor, x, y) => {
        const view: Viewpoint = { scale: 1, centreX: 0.5, centreY: 0.5 }
        const under = (from: Viewpoint) => {
          const placed = placePicture(extent, extent, pane, from, 1)
          return [(x - placed.left) / placed.width, (y - placed.top) / placed.height]
        }
        const [beforeX, beforeY] = under(view) as [number, number]
        const [afterX, afterY] = under(zoomAt(view, factor, { x, y }, extent, pane, 1)) as [number, number]
        expect(afterX).toBeCloseTo(beforeX, 9)
        expect(afterY).toBeCloseTo(beforeY, 9)
      },
    ),
  )
})
test('nobody gets lost: the middle of a pane never leaves the pictures, and the scale stays within bounds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -9999, max: 9999 }),
      fc.integer({ min: -9999, max: 9999 }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (x, y, factor) => {
        const moved = zoomAt(panBy(FITTED, { x, y }, extent, pane, 1), factor, { x: 10, y: 10 }, extent, pane, 1)
        expect(Math.min(moved.centreX, moved.centreY)).toBeGreaterThanOrEqual(0)
        expect(Math.max(moved.centreX, moved.centreY)).toBeLessThanOrEqual(1)
        expect(scaleOf(moved, extent, pane, 1)).toBeLessThanOrEqual(16)
      },
    ),
  )
})

test('the loupe shows another pixel than the one under the cursor, whatever the zoom and place', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1023 }),
      fc.integer({ min: 0, max: 1023 }),
      fc.double({ min: 0.05, max: 16, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (x, y, scale, centre) => {
        const view: Viewpoint = { scale, centreX: centre, centreY: 1 - centre }
        expect(pixelUnder(spotOf({ x, y }, extent, pane, view, 1), extent, pane, view, 1)).toEqual({ x, y })
      },
    ),
  )
  expect(pixelUnder({ x: -500, y: 9999 }, extent, pane, FITTED, 1)).toEqual({ x: 0, y: 1023 })
})
test('panes name pixels of different places: a smaller picture lies in the middle, and ends where it ends', () => {
  const smaller = { width: 768, height: 768 }
  expect(pixelOfPicture({ x: 128, y: 128 }, smaller, extent)).toEqual({ x: 0, y: 0 })
  expect(pixelOfPicture({ x: 895, y: 500 }, smaller, extent)).toEqual({ x: 767, y: 372 })
  expect(pixelOfPicture({ x: 127, y: 500 }, smaller, extent)).toBeNull()
  expect(pixelOfPicture({ x: 896, y: 500 }, smaller, extent)).toBeNull()
  expect(pixelOfPicture({ x: 1023, y: 0 }, extent, extent)).toEqual({ x: 1023, y: 0 })
})
test('arrows lead the loupe out of sight, or move the pictures where they need not', () => {
  const near: Viewpoint = { scale: 4, centreX: 0.5, centreY: 0.5 }
  expect(withInSight({ x: 520, y: 500 }, extent, pane, near, 1)).toBe(near)
  const moved = withInSight({ x: 900, y: 500 }, extent, pane, near, 1)
  expect(spotOf({ x: 900, y: 500 }, extent, pane, moved, 1)).toEqual({ x: 150, y: 250 })
})
test('enlarged pixels are smoothed into one another', () => {
  expect([
    isEnlarged(atScale(1), 1),
    isEnlarged(atScale(1.5), 1),
    isEnlarged(atScale(0.5), 2),
    isEnlarged(FITTED, 1),
  ]).toEqual([false, true, false, false])
})
