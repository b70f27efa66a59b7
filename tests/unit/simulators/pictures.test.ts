import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { chooseScene, chooseStyle } from '#main/simulators/pictures/choose-scene.ts'
import { drawPicture } from '#main/simulators/pictures/draw-picture.ts'
import { SceneLibrary } from '#main/simulators/pictures/scene-library.ts'
import type { Recipe } from '#main/simulators/simulator.ts'
import { practiceDirectory } from './quick-simulator.ts'

const scenes = await SceneLibrary.open(practiceDirectory)
const recipe: Recipe = {
  providerId: 'novita',
  modelId: 'sdxl',
  style: 0,
  prompt: 'a lake at dawn',
  seed: 7,
  width: 320,
  height: 256,
  format: 'jpeg',
  flaw: 'none',
}
const draw = (changes: Partial<Recipe> = {}) => drawPicture({ ...recipe, ...changes }, scenes)
/** Small enough that neither metadata nor grain matter: what a person sees at a glance. */
const glance = (bytes: Buffer) => sharp(bytes).resize(16, 16, { fit: 'fill' }).raw().toBuffer()
const meanDifference = (a: Buffer, b: Buffer): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length

describe('a practice picture', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('is an honest %s of just the asked size', async (format) => {
    const picture = await draw({ format, width: 333, height: 520 })
    const metadata = await sharp(picture.bytes).metadata()
    expect(metadata).toMatchObject({ format, width: 333, height: 520, channels: 3 })
    await sharp(picture.bytes).raw().toBuffer()
  })

  it('has the same bytes whenever it is drawn, also from a library that was opened afresh', async () => {
    const again = await drawPicture(recipe, await SceneLibrary.open(practiceDirectory))
    expect(again.sha256).toBe((await draw()).sha256)
  })

  it.each([
    ['prompt', { prompt: 'a mountain lake at dawn' }],
    ['seed', { seed: 8 }],
    ['model', { modelId: 'flux-1-schnell' }],
    ['provider', { providerId: 'segmind' }],
  ])('has other bytes for another %s, and looks different', async (_, change) => {
    const [one, other] = await Promise.all([draw(), draw(change)])
    expect(other.sha256).not.toBe(one.sha256)
    expect(meanDifference(await glance(one.bytes), await glance(other.bytes))).toBeGreaterThan(1)
  })

  it('is unmistakably of another hand where the contender has another style', async () => {
    const [one, other] = await Promise.all([draw(), draw({ style: 1 })])
    expect(meanDifference(await glance(one.bytes), await glance(other.bytes))).toBeGreaterThan(8)
  })

  it('is marked as practice in its own metadata', async () => {
    const { exif } = await sharp((await draw()).bytes).metadata()
    expect(exif?.toString('latin1')).toContain('Practice picture of the simulated novita')
  })

  it('can be black throughout, and then still has bytes of its own', async () => {
    const [one, other] = await Promise.all([draw({ flaw: 'black' }), draw({ flaw: 'black', seed: 8 })])
    expect((await sharp(one.bytes).raw().toBuffer()).some((value) => value > 0)).toBe(false)
    expect(other.sha256).not.toBe(one.sha256)
  })

  it('can be smaller than asked, as from a model that was trained on another size', async () => {
    const picture = await draw({ flaw: 'smaller', width: 1024, height: 1024 })
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ width: 768, height: 768 })
    expect(picture).toMatchObject({ width: 768, height: 768 })
  })

  it.each(['jpeg', 'png', 'webp'] as const)(
    'weighs 100 KB to 2 MB at 1024 × 1024 as %s, for the smoothest and the busiest scene',
    async (format) => {
      for (const prompt of ['desert dunes', 'a dahlia', 'neon in the rain', 'stones']) {
        for (const style of [0, 1] as const) {
          const { bytes } = await draw({ prompt, style, format, width: 1024, height: 1024, seed: style })
          expect(bytes.byteLength).toBeGreaterThan(100_000)
          expect(bytes.byteLength).toBeLessThan(2_000_000)
        }
      }
    },
    30_000,
  )
})

describe('the scene of a prompt', () => {
  it.each([
    ['A ceramic vase on a table', 'vase'],
    ['a quiet Courtyard in Mexico', 'court'],
    ['mountain LAKE at dawn', 'lake'],
    ['a poster of a lake that says OPEN LATE', 'poster'],
    ['three pears', 'pears'],
    ['a person with an umbrella at night', 'neon'],
    ['sand dunes', 'dunes'],
    ['a red flower', 'dahlia'],
    ['stacked stones', 'stones'],
  ])('“%s” is %s', (prompt, scene) => {
    expect(chooseScene(prompt, scenes.styles)).toBe(scene)
  })

  it('does not find a scene inside another word: a train is no rain, a spear no pear', () => {
    const chosen = new Set(Array.from({ length: 60 }, (_, i) => chooseScene(`a train and a spear ${i}`, scenes.styles)))
    expect(chosen.size).toBeGreaterThan(5)
  })

  it('is always the same for a prompt that names none', () => {
    expect(chooseScene('quantum', scenes.styles)).toBe(chooseScene('quantum', scenes.styles))
  })

  it('takes a style that exists where the model’s own was not drawn', () => {
    expect(chooseStyle(2, [0, 2])).toBe(2)
    expect([0, 2]).toContain(chooseStyle(1, [0, 2]))
    expect([0, 2]).toContain(chooseStyle(3, [0, 2]))
  })
})

it('an empty folder of scenes is told at once, not with the first picture', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'assay-scenes-'))
  try {
    await expect(SceneLibrary.open(empty)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(SceneLibrary.open(join(empty, 'absent'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  } finally {
    await rm(empty, { recursive: true })
  }
})
