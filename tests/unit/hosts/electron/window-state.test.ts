import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { placeWindow, type Area } from '#main/hosts/electron/window-state.ts'
import { readWindowState, writeWindowState } from '#main/hosts/electron/window-state-file.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const main: Area = { x: 0, y: 25, width: 1920, height: 1055 }
const right: Area = { x: 1920, y: 0, width: 1280, height: 800 }

test('the first window is larger than the screen, or put in a corner', () => {
  expect(placeWindow(null, [main])).toEqual({ width: 1440, height: 900, maximised: false })
  expect(placeWindow(null, [right])).toEqual({ width: 1280, height: 800, maximised: false })
})

test('a window that fits is moved', () => {
  const saved = { x: 100, y: 100, width: 1200, height: 800, maximised: true }
  expect(placeWindow(saved, [main, right])).toEqual(saved)
})

test('a window on the second screen comes back on the first', () => {
  const saved = { x: 2000, y: 40, width: 1000, height: 700, maximised: false }
  expect(placeWindow(saved, [main, right])).toEqual(saved)
})

test('a window opens on a screen that is gone', () => {
  const saved = { x: 2000, y: 40, width: 1000, height: 700, maximised: false }
  expect(placeWindow(saved, [main])).toEqual({ width: 1000, height: 700, maximised: false })
})

test('a window hangs over the edge after the screen has shrunk', () => {
  const saved = { x: 700, y: 300, width: 1400, height: 900, maximised: false }
  expect(placeWindow(saved, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({
    x: 0,
    y: 0,
    width: 1280,
    height: 720,
    maximised: false,
  })
})

test('some window lies partly outside every screen', () => {
  const place = fc.integer({ min: -5000, max: 5000 })
  const size = fc.integer({ min: 1, max: 5000 })
  const area = fc.record({ x: place, y: place, width: size, height: size })
  const saved = fc.record({ x: place, y: place, width: size, height: size, maximised: fc.boolean() })
  fc.assert(
    fc.property(saved, fc.tuple(area, fc.option(area)), (state, [first, second]) => {
      const areas: [Area, ...Area[]] = second === null ? [first] : [first, second]
      const opened = placeWindow(state, areas)
      const { x = first.x, y = first.y, width, height } = opened
      const inside = areas.some(
        (screen) =>
          x >= screen.x &&
          y >= screen.y &&
          x + width <= screen.x + screen.width &&
          y + height <= screen.y + screen.height,
      )
      expect(inside).toBe(true)
    }),
  )
})

test('a damaged file of the last place keeps the window from opening or closing', async () => {
  const file = join(await temporaryDirectory(), 'window.json')
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => told.mockRestore())
  expect(readWindowState(file)).toBeNull()
  for (const text of ['', '{', '{"x":1}', '{"x":0,"y":0,"width":0,"height":5,"maximised":false}', '[]']) {
    writeFileSync(file, text)
    expect(readWindowState(file)).toBeNull()
  }
  const state = { x: 1, y: 2, width: 1000, height: 700, maximised: false }
  writeWindowState(file, state)
  expect(readWindowState(file)).toEqual(state)
  writeWindowState(join(file, 'below-a-file'), state)
  expect(told).toHaveBeenCalledOnce()
})
