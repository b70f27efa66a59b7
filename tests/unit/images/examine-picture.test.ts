import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { examinePicture } from '#main/images/examine-picture.ts'
import { inspectPicture } from '#main/images/inspect-picture.ts'
import { EXAMINATION, PictureCheck } from '#shared/domain/picture-check.ts'
import type { ImageFlag } from '#shared/domain/sample.ts'
import { drawnPicture, encode, flatPicture, type PictureFormat } from './pictures.ts'

const FORMATS: PictureFormat[] = ['png', 'jpeg', 'webp']

async function flagsOf(bytes: Uint8Array): Promise<ImageFlag[]> {
  return (await examinePicture(bytes)).checks.flatMap(({ result }) => result.flags)
}

test('an examination that leaves out a check, or does not say by which bounds it judged', async () => {
  const { checks: whole } = await examinePicture(await encode(drawnPicture(64, 64), 'jpeg'))
  const { checks: broken } = await examinePicture(new TextEncoder().encode('no picture'))
  for (const checks of [whole, broken]) {
    expect(Object.fromEntries(checks.map(({ name, version }) => [name, version]))).toEqual(EXAMINATION)
    for (const check of checks) expect(PictureCheck.parse(check)).toEqual(check)
  }
  expect(whole.map(({ name, parameters }) => [name, parameters])).toEqual([
    ['decodes', { maximumPixels: 64_000_000 }],
    ['black', { glanceSide: 113, exactSide: 1024, mean: 4, spread: 3 }],
    ['blank', { glanceSide: 113, exactSide: 1024, spread: 2 }],
    ['flat', { glanceSide: 113, measuredSide: 4096, levels: 4, otherShare: 0.001 }],
    ['perceptual-hash', { measuredSide: 4096, glanceSide: 113, side: 32, frequencies: 8 }],
    ['corner-detail', { measuredSide: 4096, cells: 16, partOfSide: 6, reach: 2, difference: 4 }],
    ['measures', { measuredSide: 4096 }],
  ])
})

test.each(FORMATS)('a black %s that is not noticed', async (format) => {
  expect(await flagsOf(await encode(flatPicture({ r: 0, g: 0, b: 0 }), format))).toEqual(['black'])
  expect(await flagsOf(await encode(flatPicture({ r: 3, g: 2, b: 3 }), format))).toEqual(['black'])
})

test.each(FORMATS)('a flat %s that is not noticed, or called black', async (format) => {
  expect(await flagsOf(await encode(flatPicture({ r: 90, g: 90, b: 90 }), format))).toEqual(['blank'])
  expect(await flagsOf(await encode(flatPicture({ r: 255, g: 255, b: 255 }), format))).toEqual(['blank'])
})

test.each(FORMATS)('a dark %s with something in it taken for black, or a dark flat one for nothing', async (format) => {
  const star = await sharp({ create: { width: 12, height: 12, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const night = await encode(flatPicture({ r: 1, g: 1, b: 2 }).composite([{ input: star, left: 40, top: 60 }]), format)
  expect(await flagsOf(night)).toEqual([])
  const dusk = await encode(flatPicture({ r: 12, g: 12, b: 14 }), format)
  expect(await flagsOf(dusk)).toEqual(['blank'])
})

test('fine grain that averages out at a glance taken for one flat area', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 9 } as const
  const grain = sharp({ create: { width: 1024, height: 1024, channels: 3, background: '#000', noise } })
  expect(await flagsOf(await encode(grain, 'png'))).toEqual([])
})

test.each(['png', 'webp'] as const)('a see-through %s judged by colours nobody sees', async (format) => {
  const logo = drawnPicture(256, 256, 4).composite([])
  expect(await flagsOf(await encode(logo, format))).toEqual([])
  const nothing = await encode(flatPicture({ r: 200, g: 10, b: 10, alpha: 0 }), format)
  expect(await flagsOf(nothing)).toEqual(['blank'])
  const silhouette = flatPicture({ r: 0, g: 0, b: 0, alpha: 0 }).composite([
    { input: await flatPicture({ r: 0, g: 0, b: 0, alpha: 1 }, 100).png().toBuffer() },
  ])
  expect(await flagsOf(await encode(silhouette, format))).toEqual([])
  const opaqueBlack = await encode(flatPicture({ r: 0, g: 0, b: 0, alpha: 1 }), format)
  expect(await flagsOf(opaqueBlack)).toEqual(['black'])
})

test('a grey, a 16-bit or a CMYK picture that stops the examination', async () => {
  const grey = await encode(drawnPicture(64, 64).greyscale(), 'png')
  const deep = await encode(drawnPicture(64, 64).toColourspace('rgb16'), 'png')
  const printed = await encode(drawnPicture(64, 64).toColourspace('cmyk'), 'jpeg')
  for (const bytes of [grey, deep, printed]) expect(await flagsOf(bytes)).toEqual([])
})

test.each(FORMATS)('a %s that is put together well and does not decode passing for a good one', async (format) => {
  const bytes = await encode(drawnPicture(256, 256), format)
  const spoilt = spoil(bytes, format)
  expect(inspectPicture(spoilt, { width: 256, height: 256 })).toMatchObject({ flags: [] })
  const { checks } = await examinePicture(spoilt)
  expect(checks[0]).toMatchObject({ name: 'decodes', result: { flags: ['damaged'] } })
  for (const { result } of checks) expect(result.reason).toMatch(/^It does not decode: .+\.$/)
  expect(await flagsOf(spoilt)).toEqual(['damaged'])
})

/** Takes away what the decoder needs, and mends every length and checksum around it. */
function spoil(whole: Uint8Array, format: PictureFormat): Uint8Array {
  const bytes = Buffer.from(whole)
  if (format === 'jpeg') {
    return Buffer.concat([bytes.subarray(0, Math.floor(bytes.length * 0.7)), Buffer.from([0xff, 0xd9])])
  }
  if (format === 'webp') {
    const length = 2 * Math.floor(bytes.length * 0.3)
    bytes.writeUInt32LE(length - 8, 4)
    bytes.writeUInt32LE(length - 20, 16)
    return bytes.subarray(0, length)
  }
  const type = bytes.indexOf('IDAT')
  const length = bytes.readUInt32BE(type - 4)
  bytes.fill(0x55, type + 40, type + 4 + length)
  bytes.writeUInt32BE(crc32(bytes.subarray(type, type + 4 + length)), type + 4 + length)
  return bytes
}

test.each(FORMATS)('a %s with hardly a speck on one colour that passes for a picture', async (format) => {
  const dot = await sharp({ create: { width: 12, height: 12, channels: 3, background: '#000' } })
    .png()
    .toBuffer()
  const spot = (side: number): Promise<Uint8Array> =>
    encode(flatPicture({ r: 240, g: 240, b: 240 }, side).composite([{ input: dot, left: 40, top: 60 }]), format)
  // 144 of 262,144 pixels; of 65,536 they are a small thing on a plain ground.
  expect(await flagsOf(await spot(512))).toEqual(['flat'])
  expect(await flagsOf(await spot(256))).toEqual([])
})
