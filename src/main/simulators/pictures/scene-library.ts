import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { AssayError } from '#shared/errors.ts'
import { BoundedCache } from '../bounded-cache.ts'
import { chooseInteger } from '../chance.ts'
import type { SceneStyles } from './choose-scene.ts'

/** Decoded pixels, three bytes each, rows from the top. */
export interface Pixels {
  data: Buffer
  width: number
  height: number
}

/** All 26 scenes that ship, decoded for pictures of 1024 × 1024: 92 MB. */
const CACHE_BYTES = 96_000_000
/** A scene is decoded this much larger than the picture, so that a seed can choose its crop at no cost. */
const MARGIN = 1.06

/** The scenes that simulated models draw from, decoded once per size and kept within a bound. */
export class SceneLibrary {
  readonly styles: SceneStyles
  readonly #directory: string
  readonly #decoded = new BoundedCache<Promise<Pixels> & { sizeBytes: number }>(CACHE_BYTES, (scene) => scene.sizeBytes)

  private constructor(directory: string, styles: SceneStyles) {
    this.#directory = directory
    this.styles = styles
  }

  /** @throws AssayError FILE_UNREADABLE where the folder holds no scene. */
  static async open(directory: string): Promise<SceneLibrary> {
    const styles = new Map<string, number[]>()
    for (const name of (await listFiles(directory)).sort()) {
      const match = /^([a-z]+)-([0-3])\.webp$/.exec(name)
      if (match === null) continue
      const scene = match[1]!
      styles.set(scene, [...(styles.get(scene) ?? []), Number(match[2])])
    }
    if (styles.size === 0) throw unreadable(directory)
    return new SceneLibrary(directory, styles)
  }

  /**
   * A scene, larger than the asked size by a margin and centred, with a fine grain.
   * @param grain largest step of a pixel’s brightness, in 255ths.
   */
  scene(name: string, style: number, width: number, height: number, grain: number): Promise<Pixels> {
    const key = `${name}-${style} ${width}x${height} ${grain}`
    const known = this.#decoded.get(key)
    if (known !== undefined) return known
    const size = { width: Math.round(width * MARGIN), height: Math.round(height * MARGIN) }
    const decoding = decode(join(this.#directory, `${name}-${style}.webp`), size, grain)
    this.#decoded.set(key, Object.assign(decoding, { sizeBytes: size.width * size.height * 3 }))
    // A scene that could not be decoded is not kept: the caller gets the error, the next caller another try.
    decoding.catch(() => this.#decoded.delete(key))
    return decoding
  }
}

async function decode(path: string, size: { width: number; height: number }, grain: number): Promise<Pixels> {
  const { data, info } = await sharp(path)
    .resize({ ...size, fit: 'cover', kernel: 'cubic' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  addGrain(new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength), grain)
  return { data, width: info.width, height: info.height }
}

/** Film grain: the same for the three channels, triangular, from a fixed table whose rows are shifted against each other. */
function addGrain(channels: Uint8ClampedArray, grain: number): void {
  for (let byte = 0, pixel = 0; byte < channels.length; byte += 3, pixel += 1) {
    const step = Math.round(NOISE[(pixel + (pixel >>> 9) * 37) % NOISE.length]! * grain)
    if (step === 0) continue
    channels[byte]! += step
    channels[byte + 1]! += step
    channels[byte + 2]! += step
  }
}

/** Between −1 and 1, denser around 0. A linear congruential generator (Numerical Recipes) is random enough for grain. */
const NOISE = (() => {
  const table = new Float32Array(2 ** 17)
  let state = chooseInteger(['grain'], 2 ** 32)
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return table.map(() => next() + next() - 1)
})()

async function listFiles(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (cause) {
    throw unreadable(directory, cause)
  }
}

function unreadable(directory: string, cause?: unknown): AssayError {
  return new AssayError(
    'FILE_UNREADABLE',
    `The folder ${directory} holds no practice pictures (such as lake-0.webp). Reinstall Assay, or name the folder that has them.`,
    { cause },
  )
}
