import { expect, test } from 'vitest'
import { countTones } from '#renderer/features/light-table/count-tones.ts'
import { highestShare, histogramPath } from '#renderer/features/light-table/histogram-path.ts'

const pixels = (...colours: number[][]) => ({ data: new Uint8ClampedArray(colours.flat()) })
const filled = (bins: readonly number[]) => bins.flatMap((count, value) => (count === 0 ? [] : [[value, count]]))

test('a channel is counted as another one, or luminance weighs red, green and blue alike', () => {
  const { bins, pixelCount } = countTones(pixels([255, 0, 10, 255], [255, 0, 10, 255], [0, 255, 20, 128]))
  expect(pixelCount).toBe(3)
  expect(filled(bins.red)).toEqual([
    [0, 1],
    [255, 2],
  ])
  expect(filled(bins.green)).toEqual([
    [0, 2],
    [255, 1],
  ])
  expect(filled(bins.blue)).toEqual([
    [10, 2],
    [20, 1],
  ])
  // 0.2126 × 255 + 0.0722 × 10 and 0.7152 × 255 + 0.0722 × 20
  expect(filled(bins.luminance)).toEqual([
    [55, 2],
    [184, 1],
  ])
})
test('white is not white in luminance, or what one sees through entirely counts as black', () => {
  const { bins, pixelCount, transparentCount } = countTones(pixels([255, 255, 255, 255], [0, 0, 0, 0]))
  expect({ pixelCount, transparentCount }).toEqual({ pixelCount: 1, transparentCount: 1 })
  expect(filled(bins.luminance)).toEqual([[255, 1]])
  expect(filled(bins.red)).toEqual([[255, 1]])
})
test('a background at one end presses the rest to the foot, or a rare value has no height on a log scale', () => {
  const shares = Array.from({ length: 256 }, () => 0)
  ;[shares[0], shares[100], shares[200]] = [0.9, 0.1, 0.0001]
  const top = highestShare([shares])
  expect(top).toBe(0.1)
  const heights = (scale: 'linear' | 'log') =>
    [...histogramPath(shares, top, scale, 100).matchAll(/V([\d.]+)H/g)].map(([, y]) => 100 - Number(y))
  const [linear, log] = [heights('linear'), heights('log')]
  expect(linear).toHaveLength(256)
  expect([linear[0], linear[100], linear[200], linear[201]]).toEqual([100, 100, expect.closeTo(0.1, 5), 0])
  expect([log[0], log[100], log[200], log[201]]).toEqual([100, 100, 50, 0])
})
test('a picture of black alone divides by nothing, or looks empty', () => {
  const shares = [1, ...Array.from({ length: 255 }, () => 0)]
  for (const scale of ['linear', 'log'] as const)
    expect(histogramPath(shares, highestShare([shares]), scale, 10)).toMatch(/^M0 10V0H1V10H2[VH0-9]*Z$/)
})
