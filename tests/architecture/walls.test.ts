import { describe, expect, test } from 'vitest'
import { checkArchitecture } from './check-architecture.ts'
import { findCircles } from './find-circles.ts'
import { readSource } from './read-imports.ts'
import { readTree } from './read-tree.ts'
import { walls } from './walls.ts'

const judge = (files: Record<string, string>) =>
  checkArchitecture(new Map(Object.entries(files))).map(({ wall, place }) => `${place} ${wall}`)

describe('the source tree', () => {
  test('a change that breaches a wall is seen', () => {
    const breaches = checkArchitecture(readTree()).map(({ place, what, reason }) => `${place} ${what}: ${reason}`)
    expect(breaches).toEqual([])
  })
})

describe('each wall catches its breach', () => {
  const breaches: [wall: string, path: string, source: string, target?: string][] = [
    ['no import goes upward', 'src/main/store/a.ts', `import '#main/workbench/b.ts'`, 'src/main/workbench/b.ts'],
    ['no import goes upward', 'src/main/engine/a.ts', `export * from '#main/hosts/b.ts'`, 'src/main/hosts/b.ts'],
    ['no import goes upward', 'src/main/hosts/a.ts', `await import('#main/index.ts')`, 'src/main/index.ts'],
    [
      'rooms of the middle floor do not see each other',
      'src/main/reports/a.ts',
      `import { b } from '#main/engine/b.ts'`,
      'src/main/engine/b.ts',
    ],
    ['the engine does not know the store', 'src/main/engine/a.ts', `import '#main/store/b.ts'`, 'src/main/store/b.ts'],
    ['the vault knows nothing of Assay', 'src/main/vault/a.ts', `import '#main/store/b.ts'`, 'src/main/store/b.ts'],
    ['the vault knows nothing of Assay', 'src/main/vault/a.ts', `import { Hono } from 'hono'`],
    ['only the workbench opens the vault', 'src/main/store/a.ts', `import '#main/vault/b.ts'`, 'src/main/vault/b.ts'],
    ['only the store speaks SQLite', 'src/main/workbench/a.ts', `import Database from 'better-sqlite3'`],
    ['only the desktop door knows Electron', 'src/main/hosts/http/a.ts', `import type { App } from 'electron'`],
    ['only the desktop door knows Electron', 'src/main/server.ts', `const x: import('electron').App = null`],
    ['undici stays in the instrument', 'src/main/engine/a.ts', `import { request } from 'undici'`],
    ['sharp stays where pictures are worked on', 'src/main/store/a.ts', `import sharp from 'sharp'`],
    ['React stays in the page', 'src/main/reports/a.ts', `import { renderToString } from 'react-dom/server'`],
    ['recharts stays where charts are drawn', 'src/renderer/features/a.tsx', `import { Line } from 'recharts'`],
    ['shared runs anywhere', 'src/shared/a.ts', `import { readFile } from 'node:fs/promises'`],
    ['shared runs anywhere', 'src/shared/a.ts', `import { oc } from '@orpc/contract'`],
    ['shared runs anywhere', 'src/shared/a.ts', `import { Hono } from 'hono'`],
    [
      'adapters do not see each other',
      'src/main/providers/novita/a.ts',
      `import { b } from '../segmind/b.ts'`,
      'src/main/providers/segmind/b.ts',
    ],
    ['adapters have two doors', 'src/main/engine/lane.ts', `import '#main/providers/novita/pricing.ts'`],
    ['adapters are pure', 'src/main/providers/novita/request.ts', `import { createHash } from 'node:crypto'`],
    ['adapters are pure', 'src/main/providers/kit/money.ts', `import { env } from 'process'`],
    [
      'the page meets main over the contract only',
      'src/renderer/a.tsx',
      `import type { B } from '#main/store/b.ts'`,
      'src/main/store/b.ts',
    ],
    ['the page meets main over the contract only', 'src/renderer/a.tsx', `import { join } from 'node:path'`],
    [
      'the page imports the contract as a type',
      'src/renderer/a.tsx',
      `import { contract } from '#shared/contract.ts'`,
      'src/shared/contract.ts',
    ],
    [
      'the page imports the contract as a type',
      'src/renderer/a.tsx',
      `import { account } from '#shared/contract/account.ts'`,
      'src/shared/contract/account.ts',
    ],
    ['main does not reach into the page', 'src/main/hosts/a.ts', `import b from '#renderer/b.ts'`, 'src/renderer/b.ts'],
    ['source does not lean on tests', 'src/main/hosts/a.ts', `import b from '#tests/support/b.ts'`],
    ['rooms are entered by their name', 'src/main/engine/a.ts', `import '../../shared/b.ts'`, 'src/shared/b.ts'],
    ['imports lead somewhere', 'src/main/engine/a.ts', `import './gone.ts'`],
    ['imports can be read', 'src/main/engine/a.ts', 'await import(name)'],
    ['imports can be read', 'src/main/engine/a.ts', 'import from from from'],
    ['rooms are a closed set', 'src/main/utils/a.ts', ''],
    [
      'the page stays locked in',
      'src/main/hosts/electron/a.ts',
      'const x = { webPreferences: { webSecurity: false } }',
    ],
    ['the page stays locked in', 'src/main/hosts/electron/a.ts', `const x = { 'enableBlinkFeatures': 'A' }`],
    ['the desktop door is thin', 'src/main/index.ts', 'call()\n'.repeat(41)],
  ]

  test.each(breaches)('%s: %s', (wall, path, source, target) => {
    const files = { [path]: source, ...(target === undefined ? {} : { [target]: '' }) }
    expect(judge(files).some((breach) => breach.endsWith(wall))).toBe(true)
  })

  test('a wall that nothing proves', () => {
    const proved = new Set(breaches.map(([wall]) => wall))
    expect(walls.map(({ name }) => name).filter((name) => !proved.has(name))).toEqual([])
  })
})

test('a wall that forbids what is right', () => {
  const adapter = Object.fromEntries(
    ['descriptor', 'index', 'pricing', 'request', 'response', 'schemas'].map((name) => [
      `src/main/providers/novita/${name}.ts`,
      `import { z } from 'zod'\nimport prices from '#resources/prices/novita.json' with { type: 'json' }\nimport '../kit/money.ts'`,
    ]),
  )
  expect(
    judge({
      ...adapter,
      'src/main/providers/kit/money.ts': `import { Micros } from '#shared/units/money.ts'`,
      'src/main/providers/novita/simulator.ts': `import { createHash } from 'node:crypto'`,
      'src/main/store/open-store.ts': `import Database from 'better-sqlite3'`,
      'src/main/engine/http/exchange.ts': `import { Agent } from 'undici'`,
      'src/main/index.ts': `import { app } from 'electron'\nimport '#main/workbench/workbench.ts'`,
      'src/main/workbench/workbench.ts': `import '#main/engine/http/exchange.ts'\nimport '#main/store/open-store.ts'`,
      'src/shared/contract.ts': `import { oc } from '@orpc/contract'\nimport { Micros } from './units/money.ts'`,
      'src/shared/units/money.ts': `import { z } from 'zod'`,
      'src/renderer/main.tsx': `import './main.css'\nimport type { Contract } from '#shared/contract.ts'\nimport { createRoot } from 'react-dom/client'`,
      'src/renderer/main.css': '',
    }),
  ).toEqual([])
})

test('an adapter folder that lacks a file is not noticed', () => {
  const [first] = checkArchitecture(
    new Map([
      ['src/main/providers/fal/index.ts', ''],
      ['src/main/providers/fal/extra.ts', ''],
    ]),
  )
  expect(first?.what).toBe('lacks descriptor.ts, pricing.ts, request.ts, response.ts, schemas.ts, simulator.ts')
})

describe('circles', () => {
  test('a circle of three files is missed, or told with a file that is not on it', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
      ['e', ['a']],
    ])
    expect(findCircles(graph)).toEqual([['a', 'b', 'c', 'a']])
  })

  test('a file that imports itself, and two circles apart', () => {
    const graph = new Map([
      ['a', ['a']],
      ['b', ['c']],
      ['c', ['b']],
    ])
    expect(findCircles(graph)).toEqual([
      ['a', 'a'],
      ['b', 'c', 'b'],
    ])
  })

  test('a diamond is taken for a circle', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', []],
    ])
    expect(findCircles(graph)).toEqual([])
  })
})

test('a typed import counts as one that runs, or the other way round', () => {
  const { imports } = readSource(
    'a.ts',
    [
      `import type { A } from 'one'`,
      `import { type B } from 'two'`,
      `import { type C, d } from 'three'`,
      `import 'four'`,
      `export type { E } from 'five'`,
      `export { f } from 'six'`,
    ].join('\n'),
  )
  expect(imports.map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
    ['one', true],
    ['two', true],
    ['three', false],
    ['four', false],
    ['five', true],
    ['six', false],
  ])
})
