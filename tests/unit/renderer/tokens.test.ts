import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../../src/renderer/app/tokens.css', import.meta.url), 'utf8')

/** A token's two colours, light and dark; one colour stands for both. */
function read(token: string): [light: string, dark: string] {
  const found = new RegExp(`--${token}:\\s*(?:light-dark\\((#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\)|(#[0-9a-f]{6}))`).exec(
    css,
  )
  if (found === null) throw new Error(`tokens.css has no colour --${token}`)
  return [found[1] ?? found[3] ?? '', found[2] ?? found[3] ?? '']
}

/** WCAG 2.2, relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

const SURFACES = ['paper', 'ground', 'well', 'select', 'surround']

test.each(['ink', 'ink-2', 'ink-3', 'accent', 'alarm'])(
  '%s can be read on every surface, light and dark (4.5 : 1)',
  (ink) => {
    for (const surface of SURFACES) {
      for (const theme of [0, 1] as const)
        expect(contrast(read(ink)[theme], read(surface)[theme])).toBeGreaterThanOrEqual(4.5)
    }
  },
)
test.each(Array.from({ length: 8 }, (_, index) => `c${index + 1}`))(
  'contender %s stands out from the paper (3 : 1)',
  (token) => {
    for (const theme of [0, 1] as const)
      expect(contrast(read(token)[theme], read('paper')[theme])).toBeGreaterThanOrEqual(3)
  },
)
test('a surface that pictures lie on tints none of them', () => {
  for (const surface of [...SURFACES, 'surround-dark', 'surround-mid', 'surround-light']) {
    for (const colour of read(surface)) expect(colour.slice(1, 3).repeat(3)).toBe(colour.slice(1))
  }
})
test('black on mid grey, the only ink used there, can be read', () => {
  expect(contrast('#000000', read('surround-mid')[0])).toBeGreaterThanOrEqual(4.5)
})
