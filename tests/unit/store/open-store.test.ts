import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { DATABASE_VERSION, migrate } from '#main/store/migrate.ts'
import { openDatabase } from '#main/store/open-database.ts'
import { openStore } from '#main/store/open-store.ts'
import { AssayError } from '#shared/errors.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const clock = { now: () => new Date('2026-11-14T12:00:00Z') }

function failureOf(directory: string): AssayError {
  try {
    openStore({ directory, clock }).close()
  } catch (error) {
    if (error instanceof AssayError) return error
    throw error
  }
  throw new Error('The folder opened.')
}

function schemaOf(path: string): unknown {
  const database = new Sqlite(path, { readonly: true })
  try {
    return database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()
  } finally {
    database.close()
  }
}

test('a new data folder that is not made, or one that forgets when it is opened again', async () => {
  const directory = join(await temporaryDirectory(), 'deep', 'data')
  const store = openStore({ directory, clock })
  expect(store.databasePath).toBe(join(directory, 'assay.sqlite'))
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  store.samples.record(exampleSample(0))
  expect(store.integrityCheck()).toEqual([])
  store.close()
  store.close()
  expect(readdirSync(directory)).toEqual(['assay.sqlite'])
  const again = openStore({ directory, clock })
  expect(again.samples.get('sample-0')).toStrictEqual(exampleSample(0))
  again.close()
})

test('a paid sample lost to a power cut, readers that wait for the writer, or rows without an owner', async () => {
  const database = openDatabase(await temporaryDirectory())
  const settings = ['synchronous', 'journal_mode', 'foreign_keys'].map((name) =>
    database.pragma(name, { simple: true }),
  )
  database.close()
  const synchronousFull = 2
  expect(settings).toEqual([synchronousFull, 'wal', 1])
})

test.each(Array.from({ length: DATABASE_VERSION }, (_, version) => version))(
  'a database of version %i that does not reach the schema of a new one',
  async (version) => {
    const fresh = await temporaryDirectory()
    openStore({ directory: fresh, clock }).close()
    const old = await temporaryDirectory()
    const path = join(old, 'assay.sqlite')
    const database = new Sqlite(path)
    migrate(database, version)
    expect(database.pragma('user_version', { simple: true })).toBe(version)
    database.close()
    openStore({ directory: old, clock }).close()
    expect(schemaOf(path)).toEqual(schemaOf(join(fresh, 'assay.sqlite')))
    const migrated = new Sqlite(path, { readonly: true })
    expect(migrated.pragma('user_version', { simple: true })).toBe(DATABASE_VERSION)
    migrated.close()
  },
)

test('a table that takes text for a number', async () => {
  const directory = await temporaryDirectory()
  openStore({ directory, clock }).close()
  const database = new Sqlite(join(directory, 'assay.sqlite'), { readonly: true })
  const loose = database
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all()
  database.close()
  expect(loose).toEqual([])
})

test('a database of a newer Assay that is opened, changed or blamed on the user', async () => {
  const directory = await temporaryDirectory()
  openStore({ directory, clock }).close()
  const path = join(directory, 'assay.sqlite')
  const database = new Sqlite(path)
  database.pragma(`user_version = ${DATABASE_VERSION + 7}`)
  database.close()
  const before = readFileSync(path)
  const failure = failureOf(directory)
  expect(failure.code).toBe('DATABASE_NEWER')
  expect(failure.message).toContain(`version ${DATABASE_VERSION + 7}`)
  expect(failure.message).toContain(`up to ${DATABASE_VERSION}`)
  expect(failure.message).toContain('Nothing was changed.')
  expect(readFileSync(path).equals(before)).toBe(true)
})

test.each([
  ['text', () => Buffer.from('This is no database. '.repeat(100))],
  ['a database cut in half', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2 / 4096) * 4096)],
  ['a database with a page overwritten', (whole: Buffer) => Buffer.from(whole).fill(0xa5, 4096, 4096 * 6)],
])('%s that is taken for a database, or deleted', async (_name, damage) => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  store.close()
  const path = join(directory, 'assay.sqlite')
  const damaged = damage(readFileSync(path))
  writeFileSync(path, damaged)
  const failure = failureOf(directory)
  expect(failure.code).toBe('DATABASE_CORRUPT')
  expect(failure.message).toContain(path)
  expect(failure.message).toContain('Nothing was deleted or changed.')
  expect(readFileSync(path).equals(damaged)).toBe(true)
})

test('a folder that can’t be written to, and an error that does not name it', async () => {
  const directory = await temporaryDirectory()
  writeFileSync(join(directory, 'file'), '')
  for (const impossible of [join(directory, 'file'), join(directory, 'file', 'data'), '/proc/assay/data']) {
    const failure = failureOf(impossible)
    expect(failure.code).toBe('DATA_FOLDER_UNWRITABLE')
    expect(failure.message).toContain(impossible)
    expect(failure.message).toContain('--data')
  }
  mkdirSync(join(directory, 'assay.sqlite'))
  expect(failureOf(directory).code).toBe('DATA_FOLDER_UNWRITABLE')
})

test('processes that make the same new folder at the same time and trip over each other', async () => {
  const directory = join(await temporaryDirectory(), 'new', 'data')
  const script = join(import.meta.dirname, 'record-samples.ts')
  const children = Array.from({ length: 4 }, (_, index) =>
    spawn(process.execPath, [script, directory, `trial-${index}`, '5'], { stdio: ['ignore', 'ignore', 'inherit'] }),
  )
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number | null))
  expect(codes).toEqual([0, 0, 0, 0])
  const store = openStore({ directory, clock })
  expect(store.integrityCheck()).toEqual([])
  expect(store.trials.list({ limit: 10, offset: 0 }).trials.map(({ doneCount }) => doneCount)).toEqual([5, 5, 5, 5])
  store.close()
}, 30_000)
