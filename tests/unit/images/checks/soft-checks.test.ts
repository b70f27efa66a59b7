import sharp from 'sharp'
import { expect, test } from 'vitest'
import { examinePicture } from '#main/images/examine-picture.ts'
import { drawPicture } from '../scenes.ts'
import { bells, measured, painted } from './measured.ts'

test('a blurred picture that passes for a sharp one, or a sharp one with large plain areas for a blurred one', async () => {
  const sharpOne = await drawPicture(1)
  const blurred = await measured(sharp(sharpOne).blur(8), 'sharpness')
  const plain = await measured(sharpOne, 'sharpness')
  expect([blurred.trips, plain.trips]).toEqual([true, false])
  // Slightly soft: less, but no fault yet.
  const soft = await measured(sharp(sharpOne).blur(1), 'sharpness')
  expect(soft.trips).toBe(false)
  expect(plain.value).toBeGreaterThan(soft.value)
  expect(soft.value).toBeGreaterThan(blurred.value)
})

test('edges three pixels soft that pass for sharp ones, or faint ones on a large plain ground for blurred ones', async () => {
  // Where most of a picture is plain, few edges make all of its sharpness.
  const tiles = painted(512, (x, y) => [(Math.floor(x / 64) + Math.floor(y / 64)) % 2 === 0 ? 70 : 190])
  expect((await measured(tiles.clone(), 'sharpness')).trips).toBe(false)
  expect((await measured(await tiles.blur(3).png().toBuffer(), 'sharpness')).trips).toBe(true)
  const faint = painted(512, (x, y) => [x >= 200 && x < 300 && y >= 240 && y < 260 ? 190 : 252])
  expect((await measured(faint, 'sharpness')).trips).toBe(false)
})

test('the variance of the Laplacian is another number than the formula gives', async () => {
  // Stripes two pixels wide, 100 and 120: beside each edge the second difference is ±20.
  const stripes = painted(64, (x) => [x % 4 < 2 ? 100 : 120])
  expect((await measured(stripes, 'sharpness')).value).toBe(400)
})

test('a picture in grey that passes for one in colour, or a muted one for grey', async () => {
  expect(await measured(sharp(await drawPicture(1)).greyscale(), 'colourfulness')).toEqual({ value: 0, trips: true })
  const sepia = painted(64, (x, y) => [60 + x + y, 56 + x + y, 55 + x + y])
  expect((await measured(sepia, 'colourfulness')).trips).toBe(true)
  const muted = sharp(await drawPicture(1)).modulate({ saturation: 0.4 })
  expect((await measured(muted, 'colourfulness')).trips).toBe(false)
})

test('colourfulness is another number than the formula of Hasler and Süsstrunk gives', async () => {
  // Half red, half grey: rg 255 and 0, yb 127.5 and 0. Spreads 127.5 and 63.75, means the same.
  const halves = painted(64, (x) => (x < 32 ? [255, 0, 0] : [90, 90, 90]))
  const both = Math.hypot(127.5, 63.75)
  expect((await measured(halves, 'colourfulness')).value).toBeCloseTo(1.3 * both, 6)
})

test('burnt out or drowned areas that are not noticed, or a bright and a dark picture taken for clipped ones', async () => {
  const burnt = painted(100, (x, y) => (x < 40 ? [255, 255, 255] : [x + y, 90, 60]))
  expect(await measured(burnt, 'clipping')).toEqual({ value: 0.4, trips: true })
  const drowned = painted(100, (x, y) => (x < 30 ? [0, 0, 1] : [x + y, 90, 60]))
  expect(await measured(drowned, 'clipping')).toEqual({ value: 0.3, trips: true })
  const bright = painted(100, (x, y) => [250 - (x % 5), 251 - (y % 3), 252])
  const night = painted(100, (x, y) => [3 + (x % 5), 3 + (y % 3), 4])
  // One channel at its end is a strong colour, and no clipping.
  const red = painted(100, (x, y) => [255, x % 40, y % 40])
  for (const picture of [bright, night, red])
    expect(await measured(picture, 'clipping')).toEqual({ value: 0, trips: false })
  const lamp = painted(100, (x, y) => (x < 20 && y < 20 ? [255, 255, 255] : [x + y, 90, 60]))
  expect(await measured(lamp, 'clipping')).toEqual({ value: 0.04, trips: false })
})

const sticker = (opacity: number) => painted(100, (x, y) => (x < 60 ? [255, 255, 255, opacity] : [x + y, 90, 60, 255]))

test('a sticker cut out of its ground taken for a clipped picture, or one on white for none', async () => {
  expect(await measured(sticker(0), 'clipping')).toEqual({ value: 0, trips: false })
  expect(await measured(sticker(255), 'clipping')).toEqual({ value: 0.6, trips: true })
})

test.each([4, 20, 40])('noise of %i grey levels that is estimated as another amount', async (deviation) => {
  const bell = bells(deviation)
  const noisy = painted(256, (x, y) => [Math.min(255, Math.max(0, 128 + (x + y) / 20 + deviation * bell()))])
  const { value, trips } = await measured(noisy, 'noise')
  expect(Math.abs(value / deviation - 1)).toBeLessThan(0.05)
  expect(trips).toBe(deviation > 15)
})

test('edges, slopes and soft waves taken for noise', async () => {
  const waves = painted(256, (x, y) => [128 + 60 * Math.sin(x / 9) + 40 * Math.cos(y / 7)])
  const slope = painted(256, (x, y) => [(x + y) / 2])
  for (const picture of [waves, slope]) expect((await measured(picture, 'noise')).value).toBeLessThan(1)
  expect((await measured(await drawPicture(3), 'noise')).trips).toBe(false)
})

test('the blocks of a strong JPEG that are not noticed, also in a PNG made of it, or cut off elsewhere than at a block', async () => {
  const bell = bells(9)
  // Waves with some grain: a picture that has detail to lose in every block.
  const picture = painted(256, (x, y) => {
    const value = 128 + 50 * Math.sin(x / 11 + y / 23) + 40 * Math.cos(y / 9) + 6 * bell()
    return [value, value + 5, value - 5]
  })
  const strong = await picture.clone().jpeg({ quality: 6 }).toBuffer()
  const png = await sharp(strong).png().toBuffer()
  const cut = await sharp(strong).extract({ left: 3, top: 5, width: 245, height: 240 }).png().toBuffer()
  for (const bytes of [strong, png, cut]) expect((await measured(bytes, 'blockiness')).trips).toBe(true)
  const mild = await picture.clone().jpeg({ quality: 85 }).toBuffer()
  expect((await measured(mild, 'blockiness')).trips).toBe(false)
})

test('a small picture full of fine detail taken for a blocky one', async () => {
  const values = [1, 2, 3, 4, 5, 6].map(async (seed) => {
    const bell = bells(seed)
    const leaves = painted(128, () => [128 + 40 * bell()]).blur(0.6)
    return (await measured(await leaves.png().toBuffer(), 'blockiness')).trips
  })
  expect(await Promise.all(values)).toEqual(values.map(() => false))
})

test('a frame, a fence of eight pixels, or tiles of ten taken for blocks', async () => {
  const frame = painted(256, (x, y) => [x === 39 || y === 39 ? 255 : 40])
  const fence = painted(256, (x) => [x % 8 === 0 ? 230 : 60])
  const tiles = painted(250, (x, y) => [(Math.floor(x / 10) + Math.floor(y / 10)) % 2 === 0 ? 80 : 160])
  for (const picture of [frame, fence, tiles]) expect((await measured(picture, 'blockiness')).trips).toBe(false)
})

const scene = (x: number, y: number): number[] => [90 + ((x * 7 + y * 3) % 90), 120, 80 + ((x + y) % 60)]

test('bars, a frame or a margin that are not noticed, or are measured wrong', async () => {
  const letterbox = painted(200, (x, y) => (y < 20 || y >= 180 ? [0, 0, 0] : scene(x, y)))
  expect(await measured(letterbox, 'borders')).toEqual({ value: expect.closeTo(0.2, 6) as number, trips: true })
  const pillars = painted({ width: 200, height: 100 }, (x, y) => (x < 10 || x >= 190 ? [255, 255, 255] : scene(x, y)))
  expect((await measured(pillars, 'borders')).value).toBeCloseTo(0.1, 6)
  const framed = painted(200, (x, y) => (Math.min(x, y, 199 - x, 199 - y) < 10 ? [230, 225, 220] : scene(x, y)))
  expect((await measured(framed, 'borders')).value).toBeCloseTo(1 - 0.9 ** 2, 6)
  const compressed = await measured(await framed.jpeg({ quality: 70 }).toBuffer(), 'borders')
  expect(compressed.trips).toBe(true)
})

test('a thing on a plain ground, a sky that darkens, or a vignette taken for a border', async () => {
  const product = painted(200, (x, y) => (Math.hypot(x - 100, y - 110) < 60 ? [120, 40, 40] : [252, 252, 252]))
  const sky = painted(200, (x, y) => (y < 120 ? [180 - y, 200 - y, 230 - y] : [40 + (x % 90), 70, 30]))
  const vignette = painted(200, (x, y) => {
    const light = 200 - 1.3 * Math.hypot(x - 100, y - 100)
    return [light, light, light]
  })
  for (const picture of [product, sky, vignette])
    expect(await measured(picture, 'borders')).toEqual({ value: 0, trips: false })
})

test('a row of things, or a shadow, that begins in one line on a plain ground taken for a border, or a bar by a dark scene for none', async () => {
  // Across 65 of 100 pixels the ground ends at once.
  const row = painted(200, (x, y) => (x >= 30 && x < 160 && y >= 60 && y < 190 ? scene(x, y) : [246, 246, 246]))
  const shadow = painted(200, (x, y) => (y >= 188 && y < 192 && x < 120 ? [150, 150, 150] : [194, 194, 194]))
  for (const picture of [row, shadow]) expect(await measured(picture, 'borders')).toEqual({ value: 0, trips: false })
  // A fifth of what stands above the bar is as black as the bar.
  const night = painted(200, (x, y) => (y >= 180 || x < 40 ? [0, 0, 0] : scene(x, y)))
  expect((await measured(night, 'borders')).value).toBeGreaterThanOrEqual(0.1)
})

test('a hole in a picture that is not noticed, or an alpha channel without one taken for a hole', async () => {
  const cut = painted(100, (x, y) => [x, y, 90, x < 25 ? 0 : 255])
  expect(await measured(cut, 'transparency')).toEqual({ value: 0.25, trips: true })
  const veil = painted(100, (x, y) => [x, y, 90, x === 0 && y === 0 ? 254 : 255])
  expect((await measured(veil, 'transparency')).trips).toBe(true)
  for (const picture of [painted(100, (x, y) => [x, y, 90, 255]), painted(100, (x, y) => [x, y, 90])])
    expect(await measured(picture, 'transparency')).toEqual({ value: 0, trips: false })
})

test('colours under a hole, which nobody sees, that are measured', async () => {
  const bell = bells(1)
  // Noise that lies under full transparency; on white it is white.
  const hidden = painted(100, () => [128 + 40 * bell(), 128 + 40 * bell(), 128 + 40 * bell(), 0])
  expect((await measured(hidden, 'noise')).value).toBe(0)
  expect((await measured(hidden, 'clipping')).value).toBe(0)
})

test('a picture too small, too large or too damaged to be measured that gets a number', async () => {
  const tiny = await examinePicture(
    await painted(2, (x, y) => [x * 40, y * 90, 3])
      .png()
      .toBuffer(),
  )
  const unknown = tiny.measures.filter(({ value }) => value === null)
  expect(unknown.map(({ name }) => name)).toEqual(['sharpness', 'noise', 'blockiness'])
  for (const { reason } of unknown) expect(reason).toBe('The picture is too small to be measured.')
  const wide = painted({ width: 4100, height: 70 }, (x, y) => [x % 200, y, 90])
  const large = await examinePicture(await wide.png().toBuffer())
  expect(large.measures.filter(({ value }) => value === null).map(({ name, reason }) => [name, reason])).toEqual(
    ['sharpness', 'noise', 'blockiness'].map((name) => [
      name,
      'A side is longer than 4096 pixels, so it was reduced first.',
    ]),
  )
  const broken = await examinePicture(new TextEncoder().encode('no picture'))
  for (const { value, reason } of broken.measures)
    expect([value, reason]).toEqual([null, expect.stringMatching(/decode/)])
})
