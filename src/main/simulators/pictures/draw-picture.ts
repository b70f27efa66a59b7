import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import type { ImageFormat } from '#shared/domain/generation.ts'
import { chance } from '../chance.ts'
import type { Picture, Recipe } from '../simulator.ts'
import { blend, removeBackground, upscale } from './change-picture.ts'
import { chooseScene, chooseStyle } from './choose-scene.ts'
import type { Pixels, SceneLibrary } from './scene-library.ts'

/**
 * Draws the picture of a recipe. The prompt picks the scene, the model its style and its tint, the seed the crop, the light
 * and which way it faces. A picture that came along is really changed instead. The same recipe gives the same bytes; another prompt, seed or model gives others, in a black
 * picture too: each carries its origin in its metadata, which also marks it as practice.
 */
export async function drawPicture(recipe: Recipe, scenes: SceneLibrary): Promise<Picture> {
  const { width, height } = drawnSize(recipe)
  const drawing = recipe.flaw === 'black' ? drawBlack(width, height) : await drawOrChange(recipe, width, height, scenes)
  const bytes = await ENCODE[recipe.format](drawing)
    .withExif({ IFD0: { Software: 'Assay practice simulator', ImageDescription: describeOrigin(recipe) } })
    .toBuffer()
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), width, height }
}

/** A `smaller` picture has three quarters of the asked width and height, in steps of 8 as models have them. */
function drawnSize({ width, height, flaw }: Recipe): { width: number; height: number } {
  if (flaw !== 'smaller') return { width, height }
  return { width: shrink(width), height: shrink(height) }
}

function shrink(length: number): number {
  return Math.max(8, Math.floor((length * 0.75) / 8) * 8)
}

function drawBlack(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#000' } })
}

async function drawOrChange(recipe: Recipe, width: number, height: number, scenes: SceneLibrary): Promise<Sharp> {
  const { change } = recipe
  if (change === undefined) return drawScene(recipe, width, height, scenes)
  if (change.task === 'upscale') return upscale(change.input, width, height)
  if (change.task === 'remove-background') return removeBackground(change.input, width, height)
  return blend(change, await drawScene(recipe, width, height, scenes), width, height)
}

async function drawScene(recipe: Recipe, width: number, height: number, scenes: SceneLibrary): Promise<Sharp> {
  const name = chooseScene(recipe.prompt, scenes.styles)
  const style = chooseStyle(recipe.style, scenes.styles.get(name)!)
  // Lossless PNG pays for grain in megabytes; JPEG and WebP need some so as to weigh what real models' pictures weigh.
  const scene = await scenes.scene(name, style, width, height, recipe.format === 'png' ? 0.6 : 2.2)
  const drawing = crop(recipe, scene, width, height)
  // Letters must not read backwards.
  if (name !== 'poster' && chance(seedKey(recipe, 'mirror')) < 0.5) drawing.flop()
  if (recipe.flaw === 'unfinished') drawing.blur(12)
  return light(recipe, drawing)
}

function crop(recipe: Recipe, scene: Pixels, width: number, height: number): Sharp {
  return sharp(scene.data, { raw: { width: scene.width, height: scene.height, channels: 3 } }).extract({
    left: Math.round(chance(seedKey(recipe, 'left')) * (scene.width - width)),
    top: Math.round(chance(seedKey(recipe, 'top')) * (scene.height - height)),
    width,
    height,
  })
}

/** Brightness by the seed; warmth by the seed and, as a constant tint, by the model. */
function light(recipe: Recipe, drawing: Sharp): Sharp {
  const brightness = 0.92 + 0.12 * chance(seedKey(recipe, 'brightness'))
  const warmth = 0.08 * (chance(seedKey(recipe, 'warmth')) - 0.5)
  const gains = [warmth, 0, -warmth].map((shift, channel) => {
    const tint = 0.06 * (chance([recipe.providerId, recipe.modelId, 'tint', channel]) - 0.5)
    return brightness + shift + tint
  })
  return drawing.linear(gains, [0, 0, 0])
}

function seedKey(recipe: Recipe, question: string): (string | number)[] {
  return [recipe.providerId, recipe.modelId, recipe.prompt, recipe.seed, question]
}

function describeOrigin({ providerId, modelId, prompt, seed }: Recipe): string {
  const promptHash = createHash('sha256').update(prompt).digest('hex').slice(0, 16)
  return `Practice picture of the simulated ${providerId}, model ${modelId}, seed ${seed}, prompt ${promptHash}`
}

/** Settings that are cheap to compute: a picture of 1024 × 1024 then weighs 100 KB to 2 MB. */
const ENCODE: Readonly<Record<ImageFormat, (drawing: Sharp) => Sharp>> = {
  jpeg: (drawing) => drawing.jpeg({ quality: 94 }),
  png: (drawing) => drawing.png({ compressionLevel: 2 }),
  webp: (drawing) => drawing.webp({ quality: 98, effort: 0 }),
}
