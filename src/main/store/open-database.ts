import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { AssayError } from '#shared/errors.ts'
import { DATABASE_VERSION, migrate, readVersion } from './migrate.ts'

/** How long a statement waits for another process that is writing to the same file. */
export const BUSY_TIMEOUT_MS = 5000

export function databasePathIn(directory: string): string {
  return join(directory, 'assay.sqlite')
}

/**
 * Opens `<directory>/assay.sqlite`, made with its folder if need be, and brings its schema up to date.
 * A file that can't be used is looked at through a read-only connection first, so that it stays as it was.
 * @throws AssayError DATA_FOLDER_UNWRITABLE, DATABASE_NEWER or DATABASE_CORRUPT.
 */
export function openDatabase(directory: string): Database {
  const path = databasePathIn(directory)
  try {
    prepareFolder(directory, path)
    if (existsSync(path) && statSync(path).size > 0) inspect(path)
    return openForWriting(path)
  } catch (error) {
    throw explain(error, directory, path)
  }
}

function prepareFolder(directory: string, path: string): void {
  makeFolder(directory)
  if (!statSync(directory).isDirectory()) throw unwritable(directory, 'it is a file')
  // Asked beforehand, because SQLite opens what it can't write as read-only and fails only at the first paid sample.
  accessSync(directory, constants.W_OK)
  if (existsSync(path)) accessSync(path, constants.W_OK)
}

/** Step by step, because Node's own `recursive` never returns where a file system refuses new folders with ENOENT (/proc). */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return
  const parent = dirname(directory)
  if (parent !== directory) makeFolder(parent)
  try {
    // Prompts and unreleased pictures are nobody else's business on a shared machine.
    mkdirSync(directory, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it between the question and the answer.
    if (!existsSync(directory)) throw error
  }
}

function inspect(path: string): void {
  const database = new Sqlite(path, { readonly: true, timeout: BUSY_TIMEOUT_MS })
  try {
    const version = readVersion(database)
    if (version > DATABASE_VERSION) {
      throw new AssayError(
        'DATABASE_NEWER',
        `The database ${path} was written by a newer Assay: it has version ${version}, and this Assay knows versions up ` +
          `to ${DATABASE_VERSION}. Update Assay, or choose another data folder with --data. Nothing was changed.`,
      )
    }
    const verdict = database.pragma('quick_check(1)', { simple: true }) as string
    if (verdict !== 'ok') throw corrupt(path, verdict)
  } finally {
    database.close()
  }
}

function openForWriting(path: string): Database {
  const database = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
  try {
    // Readers and the writer don't wait for each other, so that the page and the command line can share a folder.
    database.pragma('journal_mode = WAL')
    // Every sample costs money. FULL syncs each commit, so that a power cut loses none that was announced. Measured at
    // 3,000 commits a second against 21,500 with NORMAL: a provider gives a few a second, so the difference is free.
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function corrupt(path: string, detail: string, cause?: unknown): AssayError {
  return new AssayError(
    'DATABASE_CORRUPT',
    `The database ${path} is damaged, or is not a database (${detail}). Nothing was deleted or changed. ` +
      'Put a backup in its place, or move it away to start with an empty one.',
    { cause },
  )
}

function unwritable(directory: string, detail: string, cause?: unknown): AssayError {
  return new AssayError(
    'DATA_FOLDER_UNWRITABLE',
    `Assay can't write to its data folder ${directory} (${detail}). Make the folder writable, or choose another one with --data.`,
    { cause },
  )
}

function explain(error: unknown, directory: string, path: string): unknown {
  if (error instanceof AssayError || !(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return corrupt(path, error.message, error)
  if (SQLITE_UNWRITABLE.test(code) || !code.startsWith('SQLITE_')) {
    return unwritable(directory, error.message, error)
  }
  return error
}

const SQLITE_UNWRITABLE = /^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|FULL|AUTH)/
