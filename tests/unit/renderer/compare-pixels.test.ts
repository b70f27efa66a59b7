import { expect, test } from 'vitest'
import { commonSize } from '#renderer/features/light-table/common-size.ts'
import { comparePixels, type Pixels } from '#renderer/features/light-table/compare-pixels.ts'
import { differingText, otherSizeText, scaledText, shareText } from '#renderer/features/light-table/difference-words.ts'

const [WIDTH, HEIGHT] = [16, 12]

/** A picture by the grey of each of its pixels. */
function picture(greyAt: (x: number, y: number) => number, width = WIDTH, height = HEIGHT): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at += 1)
    data.set([...Array.from({ length: 3 }, () => greyAt(at % width, Math.floor(at / width))), 255], at * 4)
  return { width, height, data }
}

const grey = picture(() => 128)

const textOf = (differing: number): string => differingText({ differing, width: 1000, height: 1000 })

test('a pixel that differs is missed, or marked where it does not lie', () => {
  const spots = ['3 4', '12 9', '0 0']
  const { differing, mask } = comparePixels(
    grey,
    picture((x, y) => (spots.includes(`${x} ${y}`) ? 255 : 128)),
    0.1,
  )
  expect(differing).toBe(3)
  const marked = Array.from({ length: WIDTH * HEIGHT }, (_, at) => at).filter((at) => mask[at * 4 + 3] !== 0)
  expect(marked.map((at) => `${at % WIDTH} ${Math.floor(at / WIDTH)}`).sort()).toEqual([...spots].sort())
})
test('a threshold does not tell a little from much, or 0 lets something through', () => {
  const slightly = picture(() => 129)
  expect(comparePixels(grey, slightly, 0.1).differing).toBe(0)
  expect(comparePixels(grey, slightly, 0).differing).toBe(WIDTH * HEIGHT)
  expect(comparePixels(grey, grey, 0).differing).toBe(0)
  expect(
    comparePixels(
      picture(() => 0),
      picture(() => 255),
      0.5,
    ).differing,
  ).toBe(WIDTH * HEIGHT)
})
test('an edge that one of two drew smoothed counts as a difference', () => {
  const sharp = picture((x) => (x < 8 ? 0 : 255))
  const smoothed = picture((x) => (x < 8 ? 0 : x === 8 ? 128 : 255))
  expect(comparePixels(sharp, smoothed, 0.1).differing).toBe(0)
})
test('pictures of different sizes are compared as if they were alike', () => {
  expect(() =>
    comparePixels(
      grey,
      picture(() => 128, 8, 24),
      0.1,
    ),
  ).toThrow(RangeError)
})
test('a picture is squeezed into another shape, or one of the same shape is refused for a rounded pixel', () => {
  expect(commonSize({ width: 1024, height: 1024 }, { width: 768, height: 768 })).toEqual({ width: 768, height: 768 })
  expect(commonSize({ width: 768, height: 512 }, { width: 1000, height: 667 })).toEqual({ width: 768, height: 512 })
  expect(commonSize({ width: 1024, height: 1024 }, { width: 1024, height: 768 })).toBeNull()
  expect(commonSize({ width: 512, height: 1024 }, { width: 1024, height: 512 })).toBeNull()
})
test('a few pixels read as none, most as all, or a scaled picture is not said to be one', () => {
  expect(textOf(0)).toBe('None of 1,000,000 pixels differs')
  expect(textOf(1)).toBe('1 of 1,000,000 pixels differs, <0.01 %')
  expect(textOf(12_345)).toBe('12,345 of 1,000,000 pixels differ, 1.23 %')
  expect(textOf(999_999)).toBe('999,999 of 1,000,000 pixels differ, >99.99 %')
  expect(textOf(1_000_000)).toBe('All of 1,000,000 pixels differ')
  expect(shareText(0)).toBe('0.00 %')
  const sizes = {
    state: 'other-size',
    first: { width: 1024, height: 1024 },
    second: { width: 768, height: 768 },
  } as const
  expect(otherSizeText({ ...sizes, canScaleDown: true })).toMatch(/^1024² and 768²: no pixel/)
  expect(otherSizeText({ ...sizes, canScaleDown: false })).toContain('not of one shape')
  expect(scaledText(sizes.first, sizes.second)).toMatch(/^1024² scaled down to 768²/)
})
