import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawPicture } from '#main/simulators/pictures/draw-picture.ts'
import { readInputPicture } from '#main/simulators/pictures/read-input-picture.ts'
import { SceneLibrary } from '#main/simulators/pictures/scene-library.ts'
import type { PictureChange, Recipe } from '#main/simulators/simulator.ts'
import { practiceDirectory } from './quick-simulator.ts'

let scenes: SceneLibrary
let input: Buffer<ArrayBuffer>

/** A red disc on a light ground. */
async function disc(width: number, height: number): Promise<Buffer<ArrayBuffer>> {
  const svg = `<svg width="${width}" height="${height}"><circle cx="50%" cy="50%" r="30%" fill="#c02020"/></svg>`
  const ground = { create: { width, height, channels: 3 as const, background: '#f0f0f0' } }
  return sharp(ground)
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer()
}

beforeAll(async () => {
  scenes = await SceneLibrary.open(practiceDirectory)
  input = await disc(160, 120)
})

function draw(change: Omit<PictureChange, 'input'>, changes: Partial<Recipe> = {}) {
  const recipe: Recipe = {
    providerId: 'p',
    modelId: 'm',
    style: 0,
    prompt: 'a lake',
    seed: 1,
    width: 160,
    height: 120,
    format: 'png',
    flaw: 'none',
    ...changes,
    change: { ...change, input },
  }
  return drawPicture(recipe, scenes)
}

/** The mean difference to the input, in 255ths. */
async function differenceTo(bytes: Buffer): Promise<number> {
  const difference = await sharp(bytes)
    .composite([{ input, blend: 'difference' }])
    .removeAlpha()
    .png()
    .toBuffer()
  const { channels } = await sharp(difference).stats()
  return channels.reduce((sum, channel) => sum + channel.mean, 0) / channels.length
}

describe('a picture that came along', () => {
  it('is enlarged, and is the same picture still', async () => {
    const { bytes } = await draw({ task: 'upscale' }, { width: 640, height: 480 })
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 640, height: 480 })
    expect(await differenceTo(await sharp(bytes).resize(160, 120).png().toBuffer())).toBeLessThan(2)
  })

  it('is left the farther the stronger it is redrawn', async () => {
    const differences: number[] = []
    for (const strength of [0, 0.3, 0.6, 1]) {
      differences.push(await differenceTo((await draw({ task: 'image-to-image', strength })).bytes))
    }
    expect(differences[0]).toBeLessThan(1)
    expect(differences).toEqual(differences.toSorted((one, other) => one - other))
    expect(new Set(differences).size).toBe(4)
  })

  it('loses its ground to a real alpha channel, and keeps what stands on it', async () => {
    const { bytes } = await draw({ task: 'remove-background' })
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    expect(info.channels).toBe(4)
    const pixelAt = (x: number, y: number): number[] => [...data.subarray((y * 160 + x) * 4, (y * 160 + x) * 4 + 4)]
    expect(pixelAt(2, 2)[3]).toBe(0)
    expect(pixelAt(80, 60)).toEqual([0xc0, 0x20, 0x20, 255])
  })

  it('gives the same bytes from the same recipe, and black ones where the flaw says so', async () => {
    const [one, other] = [await draw({ task: 'upscale' }), await draw({ task: 'upscale' })]
    expect(one.sha256).toBe(other.sha256)
    const { dominant } = await sharp((await draw({ task: 'upscale' }, { flaw: 'black' })).bytes).stats()
    expect(Math.max(dominant.r, dominant.g, dominant.b)).toBeLessThan(16)
  })
})

describe('reading a picture that a caller sent', () => {
  it('takes bytes, base64 and data URIs alike', async () => {
    const base64 = input.toString('base64')
    for (const sent of [input, base64, `data:image/png;base64,${base64}`]) {
      expect(await readInputPicture(sent)).toMatchObject({ width: 160, height: 120, format: 'png' })
    }
  })

  it.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['a picture that breaks off', 'half'],
  ])('takes %s for no picture, and does not throw', async (_, sent) => {
    const text = sent === 'half' ? input.subarray(0, input.byteLength / 2).toString('base64') : sent
    expect(await readInputPicture(text)).toBeNull()
  })
})
