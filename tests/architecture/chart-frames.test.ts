import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { readSource } from './read-imports.ts'
import { readTree } from './read-tree.ts'

/** Figures that are no charts of the evidence, and why they have no rows, files and caption of their own. */
const NO_CHARTS: Readonly<Record<string, string>> = {
  'src/renderer/ui/given-picture.tsx': 'a picture',
  'src/renderer/features/trial-run/landing-strip.tsx': 'pictures',
  'src/renderer/features/light-table/loupe.tsx': 'the pixels of a picture',
  'src/renderer/features/light-table/pair-frame.tsx': 'pictures',
  'src/renderer/features/light-table/compare-pane.tsx': 'a picture',
  'src/renderer/features/light-table/histogram.tsx': 'an instrument held to a picture',
  'src/renderer/features/trial-run/lane-table.tsx': 'a ticker: what it shows is drawn under Analysis once it is in',
}

const CHARTS = 'src/renderer/charts/'
const FRAME = `${CHARTS}chart-frame.tsx`

/** Screens that draw: those with a figure of their own, and those that put a chart on the page. */
function drawing(files: ReadonlyMap<string, string>): { path: string; isFramed: boolean }[] {
  return [...files].flatMap(([path, source]) => {
    if (!/^src\/renderer\/(app|features|ui|gallery|voting-file)\/.*\.tsx$/.test(path)) return []
    const imports = readSource(path, source)
      .imports.filter(({ typeOnly }) => !typeOnly)
      .map(({ specifier }) => posix.join(posix.dirname(path), specifier))
    // What is a `.ts` prepares or scales.
    const isChart = (target: string): boolean =>
      target.startsWith(CHARTS) && target.endsWith('.tsx') && target !== FRAME
    const draws = source.includes('<figure') || imports.some(isChart)
    return draws ? [{ path, isFramed: imports.includes(FRAME) }] : []
  })
}

test('a chart on a screen without the frame that gives it rows, files and a caption', () => {
  const bare = drawing(readTree()).filter(({ isFramed }) => !isFramed)
  expect(bare.map(({ path }) => path).toSorted()).toEqual(Object.keys(NO_CHARTS).toSorted())
})

test('a bare chart that would not be noticed', () => {
  const found = drawing(
    new Map([
      ['src/renderer/features/a/drawn.tsx', 'const drawn = <figure />'],
      ['src/renderer/features/a/put.tsx', `import { Plot } from '../../charts/plot.tsx'`],
      ['src/renderer/features/a/typed.tsx', `import type { Whisker } from '../../charts/whiskers.tsx'`],
      [
        'src/renderer/features/a/framed.tsx',
        `import { ChartFrame } from '../../charts/chart-frame.tsx'\nimport { Plot } from '../../charts/plot.tsx'`,
      ],
    ]),
  )
  expect(found).toEqual([
    { path: 'src/renderer/features/a/drawn.tsx', isFramed: false },
    { path: 'src/renderer/features/a/put.tsx', isFramed: false },
    { path: 'src/renderer/features/a/framed.tsx', isFramed: true },
  ])
})
