import { deflateSync, crc32 } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inspectPicture } from '#main/images/inspect-picture.ts'
import { drawnPicture, encode, type PictureFormat } from './pictures.ts'

const FORMATS: PictureFormat[] = ['png', 'jpeg', 'webp']
const asked = { width: 256, height: 256 }

test.each(FORMATS)('a %s whose size or format is not read from its bytes', async (format) => {
  const bytes = await encode(drawnPicture(320, 200), format)
  expect(inspectPicture(bytes, { width: 320, height: 200, format })).toEqual({
    format,
    width: 320,
    height: 200,
    flags: [],
  })
})

test('a picture that is not what was asked and passes for it', async () => {
  const bytes = await encode(drawnPicture(256, 256), 'png')
  expect(inspectPicture(bytes, { width: 512, height: 256 })).toMatchObject({ flags: ['other-size'] })
  expect(inspectPicture(bytes, { width: 256, height: 512 })).toMatchObject({ flags: ['other-size'] })
  expect(inspectPicture(bytes, { ...asked, format: 'webp' })).toMatchObject({ flags: ['other-format'] })
  expect(inspectPicture(bytes, { width: 1, height: 1, format: 'jpeg' })).toMatchObject({
    flags: ['other-size', 'other-format'],
  })
})

test.each(FORMATS)(
  'a %s that lies on its side measured as it lies in the file and not as it is shown',
  async (format) => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const bytes = await encode(drawnPicture(61, 47).withMetadata({ orientation }), format)
      const { autoOrient } = await sharp(bytes).metadata()
      expect(inspectPicture(bytes, asked), `orientation ${orientation}`).toMatchObject(autoOrient)
    }
  },
)

test.each([
  ['a baseline JPEG', () => drawnPicture(61, 47).jpeg()],
  ['a progressive JPEG', () => drawnPicture(61, 47).jpeg({ progressive: true })],
  ['a grey JPEG', () => drawnPicture(61, 47).greyscale().jpeg()],
  ['a CMYK JPEG', () => drawnPicture(61, 47).toColourspace('cmyk').jpeg()],
  ['a JPEG with an embedded profile', () => drawnPicture(61, 47).withIccProfile('p3').jpeg()],
  ['an interlaced PNG', () => drawnPicture(61, 47).png({ progressive: true })],
  ['a 16-bit PNG', () => drawnPicture(61, 47).toColourspace('rgb16').png()],
  ['a PNG with a palette', () => drawnPicture(61, 47).png({ palette: true })],
  ['a lossless WebP', () => drawnPicture(61, 47).webp({ lossless: true })],
  ['a see-through WebP', () => drawnPicture(61, 47, 4).webp()],
  ['a see-through lossless WebP', () => drawnPicture(61, 47, 4).webp({ lossless: true })],
])('%s taken for a damaged one, or measured wrongly', async (_name, make) => {
  const bytes = new Uint8Array(await make().toBuffer())
  expect(inspectPicture(bytes, { width: 61, height: 47 })).toMatchObject({ width: 61, height: 47, flags: [] })
})

test('an animated WebP taken for one without a picture', async () => {
  const frames = await Promise.all([encode(drawnPicture(61, 94), 'png'), encode(drawnPicture(61, 94).negate(), 'png')])
  const bytes = await sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer()
  expect((await sharp(bytes).metadata()).pages).toBe(2)
  expect(inspectPicture(bytes, { width: 61, height: 94 })).toMatchObject({ width: 61, height: 94, flags: [] })
})

test.each(FORMATS)('a %s that is cut off anywhere and passes for whole', async (format) => {
  const whole = await encode(drawnPicture(96, 64), format)
  const passing = Array.from({ length: whole.length }, (_, length) => length).filter(
    (length) => !('unusable' in inspectPicture(whole.subarray(0, length), asked)),
  )
  expect(passing).toEqual([])
  expect(inspectPicture(whole, { width: 96, height: 64 })).toMatchObject({ flags: [] })
})

test('a progressive JPEG that is cut off and passes for a coarse one', async () => {
  const whole = new Uint8Array(await drawnPicture(512, 512).jpeg({ progressive: true }).toBuffer())
  for (const share of [0.02, 0.5, 0.9, 0.99]) {
    expect(inspectPicture(whole.subarray(0, Math.floor(whole.length * share)), asked)).toEqual({
      unusable: expect.stringMatching(/^The JPEG picture is damaged or cut off \(.+\)\.$/),
    })
  }
})

test('a JPEG that is cut off, but whose embedded thumbnail is whole', async () => {
  const thumbnail = await drawnPicture(32, 32).jpeg().toBuffer()
  const whole = await drawnPicture(256, 256).jpeg().toBuffer()
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), Buffer.from('Exif\0\0'), thumbnail])
  segment.writeUInt16BE(segment.length - 2, 2)
  const bytes = Buffer.concat([whole.subarray(0, 2), segment, whole.subarray(2)])
  expect(inspectPicture(bytes, asked)).toMatchObject({ width: 256, height: 256 })
  expect(inspectPicture(bytes.subarray(0, bytes.length - 200), asked)).toHaveProperty('unusable')
})

test.each(FORMATS)('a %s with padding behind it taken for a damaged one', async (format) => {
  const padded = Buffer.concat([await encode(drawnPicture(256, 256), format), Buffer.alloc(512)])
  expect(inspectPicture(padded, asked)).toMatchObject({ width: 256, height: 256, flags: [] })
})

test('a PNG with a changed byte that passes for whole', async () => {
  const bytes = await encode(drawnPicture(256, 256), 'png')
  for (const place of [20, Math.floor(bytes.length / 2), bytes.length - 20]) {
    const changed = bytes.slice()
    changed[place] = (changed[place] as number) ^ 0x10
    expect(inspectPicture(changed, asked), `byte ${place}`).toHaveProperty('unusable')
  }
})

test.each([
  ['nothing', ''],
  ['an error page', '<!doctype html><title>502 Bad Gateway</title>'],
  ['a drawing in SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'],
  ['a GIF', 'GIF89a\u0001\u0000\u0001\u0000'],
  ['the first bytes of a JPEG', '\u00ff\u00d8\u00ff\u00e0'],
  ['a JPEG with a segment that is read for ever', `\u00ff\u00d8\u00ff\u00e0\u0000\u0000${'\u0000'.repeat(64)}`],
  ['a JPEG without a picture', '\u00ff\u00d8\u00ff\u00d9'],
  ['the first bytes of a PNG', '\u0089PNG\r\n\u001a\n\u0000\u0000'],
  ['a WebP without a picture', 'RIFF\u0004\u0000\u0000\u0000WEBP'],
  ['a WebP in another wrapping', 'RIFX\u0004\u0000\u0000\u0000WEBP'],
  ['a WebP whose only chunk is too long', 'RIFF\u000c\u0000\u0000\u0000WEBPVP8 \u00ff\u0000\u0000\u0000'],
  ['a WebP whose only chunk is empty', 'RIFF\u000c\u0000\u0000\u0000WEBPVP8L\u0000\u0000\u0000\u0000'],
])('%s that is kept as a picture', (_name, text) => {
  expect(inspectPicture(Buffer.from(text, 'latin1'), asked)).toEqual({
    unusable: expect.stringMatching(/^(The|What) .+\.$/),
  })
})

test('a small file that unfolds into gigabytes', () => {
  expect(inspectPicture(claimingPng(60_000, 60_000), asked)).toEqual({
    unusable: 'The picture is too large to open: 60000 × 60000 pixels; the bound is 64 million.',
  })
})

/** A PNG whose header claims a size; its data would be that many zeros. */
function claimingPng(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.alloc(1_000_000))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
