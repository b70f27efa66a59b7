import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import Sqlite from 'better-sqlite3'
import type * as analystModule from '#main/workbench/analyst.ts'

export interface TableRound {
  assayMs: number
  sqliteMs: number
  duckdbMs: number | null
}

export interface TableSide {
  rounds: TableRound[]
  /** Its version; null where it is not installed. */
  duckdb: string | null
  /** Of the loop that asked, while the tables were worked out. */
  longestDelayMs: number
  analysisMs: number
  analysisDelayMs: number
}

const built = join(import.meta.dirname, '..', '..', 'out', 'main')
const load = (path: string): Promise<unknown> => import(pathToFileURL(join(built, path)).href)
const { createAnalyst } = (await load('workbench/analyst.js')) as typeof analystModule

const { DATA = '', TRIAL = '', ROUNDS = '1' } = process.env
const analyst = createAnalyst(DATA)
// Its thread and the pages of the file are there for the first round as for the others.
await analyst.latencies(TRIAL)

const sqlite = new Sqlite(join(DATA, 'assay.sqlite'), { readonly: true })
const byPercentile = sqlite.prepare<[string]>(`
  SELECT contender_id, count(*), percentile(latency_ms, 50), percentile(latency_ms, 90), percentile(latency_ms, 95),
    percentile(latency_ms, 99)
  FROM samples WHERE trial_id = ? AND outcome = 'succeeded' AND role = 'measure' AND disturbance IS NULL
  GROUP BY contender_id`)
const duckdb = await openDuckdb()

const delay = monitorEventLoopDelay({ resolution: 1 })
let longestDelayMs = 0
const rounds: TableRound[] = []
for (let round = 0; round < Number(ROUNDS); round += 1) {
  delay.reset()
  delay.enable()
  const assayMs = await timed(() => analyst.latencies(TRIAL))
  delay.disable()
  longestDelayMs = Math.max(longestDelayMs, delay.max / 1e6)
  const sqliteMs = await timed(async () => byPercentile.all(TRIAL))
  rounds.push({ assayMs, sqliteMs, duckdbMs: duckdb === null ? null : await timed(duckdb.run) })
}
delay.reset()
delay.enable()
const analysisMs = await timed(() => analyst.analyse(TRIAL))
delay.disable()
await analyst.close()
sqlite.close()
process.stdout.write(
  JSON.stringify({
    rounds,
    duckdb: duckdb?.version ?? null,
    longestDelayMs,
    analysisMs,
    analysisDelayMs: delay.max / 1e6,
  } satisfies TableSide),
)

async function timed(act: () => Promise<unknown>): Promise<number> {
  const since = performance.now()
  await act()
  return performance.now() - since
}

/** As much of `@duckdb/node-api` as is used here. */
interface Duckdb {
  DuckDBInstance: { create(): Promise<{ connect(): Promise<DuckdbConnection> }> }
  version(): string
}

interface DuckdbConnection {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<unknown>
  createAppender(table: string): Promise<{
    appendVarchar(value: string): void
    appendDouble(value: number): void
    endRow(): void
    closeSync(): void
  }>
}

/** The same samples in DuckDB's own columns, in memory, where it is installed: no part of Assay needs it. */
async function openDuckdb(): Promise<{ version: string; run: () => Promise<unknown> } | null> {
  const name = process.env['DUCKDB'] || '@duckdb/node-api'
  let duck: Duckdb
  try {
    duck = (await import(name)) as Duckdb
  } catch {
    return null
  }
  const connection = await (await duck.DuckDBInstance.create()).connect()
  await connection.run('CREATE TABLE samples (contender_id VARCHAR, latency_ms DOUBLE)')
  const appender = await connection.createAppender('samples')
  const all = sqlite.prepare<[string], { contenderId: string; latencyMs: number }>(
    'SELECT contender_id AS contenderId, latency_ms AS latencyMs FROM samples WHERE trial_id = ?',
  )
  for (const { contenderId, latencyMs } of all.iterate(TRIAL)) {
    appender.appendVarchar(contenderId)
    appender.appendDouble(latencyMs)
    appender.endRow()
  }
  appender.closeSync()
  const sql = `SELECT contender_id, count(*), quantile_disc(latency_ms, [0.5, 0.9, 0.95, 0.99]) FROM samples GROUP BY contender_id`
  return { version: duck.version(), run: () => connection.runAndReadAll(sql) }
}
