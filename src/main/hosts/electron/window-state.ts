import { z } from 'zod'

/** Where the window stood when it was closed, in the screen's own units, and whether it filled the screen. */
export const WindowState = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  maximised: z.boolean(),
})
export type WindowState = z.infer<typeof WindowState>

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** Smaller than this the light table has no room; a screen that is smaller still is filled. */
export const MINIMUM_SIZE = { width: 960, height: 640 }
const FIRST_SIZE = { width: 1440, height: 900 }

/** Where to open: a place without `x` and `y` is centred by the system. */
export type WindowPlace = { width: number; height: number; maximised: boolean } & (
  { x: number; y: number } | { x?: never; y?: never }
)

/**
 * Where the window opens: where it stood, moved and shrunk until it lies on the screen that holds most of it. Where that
 * screen is gone, or nothing is known, it opens in the middle of the first one.
 * @param workAreas of the screens, less task bars; the first is the main one
 */
export function placeWindow(saved: WindowState | null, workAreas: readonly [Area, ...Area[]]): WindowPlace {
  const [main] = workAreas
  if (saved === null) return { ...fit(FIRST_SIZE, main), maximised: false }
  const screen = workAreas.reduce((best, area) => (overlap(saved, area) > overlap(saved, best) ? area : best), main)
  if (overlap(saved, screen) === 0) return { ...fit(saved, main), maximised: saved.maximised }
  const { width, height } = fit(saved, screen)
  return {
    x: clamp(saved.x, screen.x, screen.x + screen.width - width),
    y: clamp(saved.y, screen.y, screen.y + screen.height - height),
    width,
    height,
    maximised: saved.maximised,
  }
}

function fit(wanted: { width: number; height: number }, area: Area): { width: number; height: number } {
  return {
    width: Math.min(Math.max(wanted.width, MINIMUM_SIZE.width), area.width),
    height: Math.min(Math.max(wanted.height, MINIMUM_SIZE.height), area.height),
  }
}

function overlap(one: Area, other: Area): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, width) * Math.max(0, height)
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(Math.max(value, minimum), maximum)
}
