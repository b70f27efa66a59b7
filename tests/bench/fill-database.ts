import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { openStore } from '#main/store/open-store.ts'
import { exampleTrial } from '../support/example-trial.ts'
import { benchSample } from './bench-sample.ts'

/** Samples that go through the store; all others are copies of them, made by the database itself. */
const PATTERN = 1000

export interface FilledDatabase {
  directory: string
  trialId: string
  contenders: string[]
}

/**
 * Fills a data folder with a trial of so many stored samples, without picture files: each sample with its attempt, exchange,
 * charge, and a picture of its own. The first thousand are stored as any sample is; the others are copied from them by
 * statements, which takes a twentieth of the time, with latencies of their own that look like a service's (a floor and a long
 * tail). The same count gives the same database.
 */
export function fillDatabase(directory: string, count: number, contenders: string[]): FilledDatabase {
  const cases = 50
  const trial = exampleTrial({ contenders, cases, repeats: Math.ceil(count / (cases * contenders.length)) })
  const store = openStore({ directory, clock: { now: () => new Date() } })
  store.trials.create({ ...trial, sampleCount: count }, [], process.pid)
  const first = Math.min(count, PATTERN)
  store.samples.recordTogether(
    Array.from({ length: first }, (_, position) => benchSample({ trialId: trial.id, position, contenders, cases })),
  )
  store.trials.settle(trial.id, 'finished', null, '2026-11-22T11:00:00.000Z')
  store.close()
  const database = new Sqlite(join(directory, 'assay.sqlite'))
  try {
    // Nobody would miss this database after a power cut.
    database.pragma('synchronous = OFF')
    database.pragma('journal_mode = OFF')
    multiply(database, { from: first, to: count, block: cases * contenders.length })
    vary(database)
    database.pragma('journal_mode = WAL')
  } finally {
    database.close()
  }
  return { directory, trialId: trial.id, contenders }
}

/** What a copy has of its own: everything that names it, and its time in the trial. */
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  images: { sha256: own('sha256') },
  samples: {
    id: own('id'),
    position: 'position + @shift',
    repeat: 'repeat + @shift / @block',
    due_ms: 'due_ms + @shift * 20.0',
    started_ms: 'started_ms + @shift * 20.0',
    finished_ms: 'finished_ms + @shift * 20.0',
  },
  attempts: { sample_id: own('sample_id') },
  exchanges: { sample_id: own('sample_id') },
  sample_images: { sample_id: own('sample_id'), sha256: own('sha256') },
  charges: { sample_id: own('sample_id') },
}

/** The names of a bench sample and its picture end in its place, seven digits. */
function own(column: string): string {
  return `substr(${column}, 1, length(${column}) - 7) || printf('%07d', CAST(substr(${column}, -7) AS INTEGER) + @shift)`
}

/** @param block samples of one repeat, of which the pattern holds whole ones */
function multiply(database: Database, { from, to, block }: { from: number; to: number; block: number }): void {
  for (const [table, changes] of Object.entries(OWN)) {
    const columns = (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
    database.exec(`CREATE TEMP TABLE pattern AS SELECT * FROM ${table}`)
    const copy = database.prepare(
      `INSERT INTO ${table} (${columns.join(', ')})
       SELECT ${columns.map((name) => changes[name] ?? name).join(', ')} FROM temp.pattern`,
    )
    database.transaction(() => {
      for (let shift = from; shift < to; shift += PATTERN)
        copy.run(changes['repeat'] === undefined ? { shift } : { shift, block })
    })()
    database.exec('DROP TABLE temp.pattern')
  }
}

/** Two numbers from 0 to 1 for each place that look like chance, so that order of arrival and order of latency differ. */
const ONE = '((position * 2654435761) % 4294967296 / 4294967296.0)'
const OTHER = '((position * 2246822519 + 374761393) % 4294967296 / 4294967296.0)'

function vary(database: Database): void {
  database
    .prepare(
      `UPDATE samples SET latency_ms = 600 + 300 * ${OTHER} - 500 * ln(1 - 0.9999 * ${ONE}),
         service_ms = 590 + 300 * ${OTHER} - 500 * ln(1 - 0.9999 * ${ONE})`,
    )
    .run()
}
