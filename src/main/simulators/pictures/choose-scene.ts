import { chooseInteger } from '../chance.ts'
import type { Style } from '../simulator.ts'

/** Which words of a prompt ask for which scene. The first that fits wins: a poster of a lake is a poster. */
const SCENE_WORDS: readonly (readonly [scene: string, words: RegExp])[] = [
  ['poster', /\bposters?\b|\bopen late\b/i],
  ['vase', /\bvases?\b/i],
  ['court', /\bcourtyards?\b|\bcourt\b/i],
  ['pears', /\bpears?\b/i],
  ['neon', /\bneon\b|\bumbrellas?\b|\brain(y|ing)?\b/i],
  ['dunes', /\bdunes?\b|\bdeserts?\b/i],
  ['dahlia', /\bdahlias?\b|\bflowers?\b/i],
  ['stones', /\bstones?\b|\bpebbles?\b/i],
  ['lake', /\blakes?\b/i],
]

/** The styles in which each scene was drawn: `poster` → 0, 1, 2, 3. */
export type SceneStyles = ReadonlyMap<string, readonly number[]>

/** The scene a prompt asks for, and by its hash where no word of it fits. */
export function chooseScene(prompt: string, scenes: SceneStyles): string {
  for (const [scene, words] of SCENE_WORDS) if (scenes.has(scene) && words.test(prompt)) return scene
  const names = [...scenes.keys()].sort()
  return names[chooseInteger(['scene', prompt], names.length)]!
}

/** A style in which the scene exists: the model's own where possible, else always the same other one. */
export function chooseStyle(style: Style, drawn: readonly number[]): number {
  return drawn.includes(style) ? style : drawn[style % drawn.length]!
}
