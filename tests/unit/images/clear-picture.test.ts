import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clearPicture } from '#main/images/clear-picture.ts'
import { DamagedPicture } from '#main/images/damaged-picture.ts'
import { inspectPicture } from '#main/images/inspect-picture.ts'
import type { ImageFormat } from '#shared/domain/generation.ts'
import { drawnPicture, encode } from './pictures.ts'
import { pngChunk } from './png-chunk.ts'

/** What a workflow that ComfyUI puts into its pictures begins with. */
const CANARY = '{"6": {"inputs": {"text": "canary: a heron at dawn"}, "class_type": "CLIPTextEncode"}}'
const FORMATS: readonly ImageFormat[] = ['png', 'jpeg', 'webp']

/** With Exif, XMP and a colour profile as an image library writes them, lying on its side. */
function described(format: ImageFormat): Promise<Buffer> {
  const drawing = sharp({ create: { width: 40, height: 24, channels: 3, background: '#2a6' } })
    .withExif({ IFD0: { ImageDescription: CANARY }, IFD2: { UserComment: CANARY } })
    .withMetadata({ orientation: 6 })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><x:note>${CANARY}</x:note></x:xmpmeta>`)
    .withIccProfile('p3')
  return drawing.toFormat(format).toBuffer()
}

/** With it in every other place that a format has for it. */
function hiddenIn(format: ImageFormat, bytes: Buffer): Buffer {
  const text = Buffer.from(CANARY)
  if (format === 'png') {
    const end = bytes.length - 12
    const chunks = [
      pngChunk('tEXt', Buffer.concat([Buffer.from('prompt\0'), text])),
      pngChunk('zTXt', Buffer.concat([Buffer.from('workflow\0\0'), deflateSync(text)])),
      pngChunk('iTXt', Buffer.concat([Buffer.from('parameters\0\0\0\0\0'), text])),
      pngChunk('tIME', text),
      pngChunk('prVt', text),
      pngChunk('pHYs', text),
    ]
    return Buffer.concat([bytes.subarray(0, end), ...chunks, bytes.subarray(end), text])
  }
  if (format === 'jpeg') {
    const segments = [0xfe, 0xe1, 0xed, 0xef, 0xea, 0xe0, 0xe2].map((marker) => {
      const head = Buffer.from([0xff, marker, 0, 0])
      head.writeUInt16BE(2 + text.length, 2)
      return Buffer.concat([head, text])
    })
    return Buffer.concat([bytes.subarray(0, 2), ...segments, bytes.subarray(2), text])
  }
  const chunk = Buffer.concat([Buffer.from('NOTE\0\0\0\0'), text, Buffer.alloc(text.length % 2)])
  chunk.writeUInt32LE(text.length, 4)
  const whole = Buffer.concat([bytes, chunk])
  whole.writeUInt32LE(whole.length - 8, 4)
  return Buffer.concat([whole, text])
}

function wrote(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes('canary')
}

function pixels(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer()
}

test.each(FORMATS)(
  'a %s keeps a word of what a generator wrote beside its pixels, or its pixels change',
  async (format) => {
    const plain = await described(format)
    const full = hiddenIn(format, plain)
    // Else nothing below could fail.
    expect([wrote(plain), wrote(full)]).toEqual([true, true])
    const cleared = clearPicture(full)
    expect(wrote(cleared)).toBe(false)
    expect(Buffer.from(cleared).includes('workflow')).toBe(false)
    const facts = await sharp(cleared).metadata()
    expect(facts.xmp).toBeUndefined()
    expect(facts.orientation).toBe(6)
    expect(facts.icc?.equals((await sharp(full).metadata()).icc ?? Buffer.alloc(0))).toBe(true)
    expect((await pixels(cleared)).equals(await pixels(full))).toBe(true)
    expect(inspectPicture(cleared, { width: 24, height: 40 })).toMatchObject({ width: 24, height: 40 })
    // Nothing is left to be taken away.
    expect(Buffer.from(clearPicture(cleared)).equals(cleared)).toBe(true)
  },
)

test.each(FORMATS)('a %s that holds a picture alone gets other bytes, and so another hash', async (format) => {
  const bytes = await encode(drawnPicture(64, 48), format)
  expect(Buffer.from(clearPicture(bytes)).equals(bytes)).toBe(true)
})

test('an animation loses its frames, or keeps what is written in one', async () => {
  const frames = Buffer.alloc(2 * 16 * 16 * 3, 90).fill(200, 16 * 16 * 3)
  const animated = await sharp(frames, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
    .webp({ loop: 0, delay: [50, 50] })
    .withExif({ IFD0: { ImageDescription: CANARY } })
    .toBuffer()
  const cleared = clearPicture(animated)
  expect(Buffer.from(cleared).includes('canary')).toBe(false)
  expect((await sharp(cleared, { animated: true }).metadata()).pages).toBe(2)
})

test('half of a picture, or something else, is handed on uncleared', async () => {
  for (const format of FORMATS) {
    const bytes = hiddenIn(format, await described(format))
    expect(() => clearPicture(bytes.subarray(0, 120))).toThrow(DamagedPicture)
  }
  expect(() => clearPicture(Buffer.from('<svg>canary</svg>'))).toThrow(DamagedPicture)
})
