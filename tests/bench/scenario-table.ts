import { fillDatabase } from './fill-database.ts'
import { newFolder, runProgram } from './run-side.ts'
import { middle, spread, type Scenario } from './scenario.ts'
import type { TableRound, TableSide } from './table-side.ts'

const COUNT = 1_000_000

/** The latency table of a million stored samples, over the same percentiles of the same samples by others. */
export const table: Scenario = async ({ rounds }) => {
  const { directory, trialId } = fillDatabase(await newFolder(), COUNT, ['one', 'two', 'three', 'four'])
  const side = await runProgram<TableSide>('table-side.ts', {
    DATA: directory,
    TRIAL: trialId,
    ROUNDS: String(2 * rounds + 1),
    DUCKDB: process.env['DUCKDB'] ?? '',
  })
  const measured = side.rounds
  const known = side.duckdb === null ? [] : measured
  return {
    figures: {
      assayMs: middle(measured, (round) => round.assayMs),
      sqliteMs: middle(measured, (round) => round.sqliteMs),
      overSqlite: middle(measured, overSqlite),
      duckdb: side.duckdb,
      duckdbMs: known.length === 0 ? null : middle(known, (round) => round.duckdbMs ?? NaN),
      overDuckdb: known.length === 0 ? null : middle(known, overDuckdb),
      longestDelayMs: side.longestDelayMs,
      analysisMs: side.analysisMs,
    },
    lines: [
      'Latency table with percentiles and intervals, 1,000,000 stored samples of 4 contenders',
      `  Assay, through its thread   ${spread(measured, (round) => round.assayMs, 0)} ms`,
      `  SQLite's percentile(), p50, p90, p95 and p99 without intervals   ${spread(measured, (round) => round.sqliteMs, 0)} ms; Assay over it ${spread(measured, overSqlite)}`,
      side.duckdb === null
        ? '  DuckDB                      not installed; `npm install --no-save @duckdb/node-api` has it compared as well'
        : `  DuckDB ${side.duckdb}, the same percentiles without intervals   ${spread(known, (round) => round.duckdbMs ?? NaN, 0)} ms; Assay over it ${spread(known, overDuckdb)}, reach 4`,
      `  longest delay of the loop that asked meanwhile   ${side.longestDelayMs.toFixed(0)} ms`,
      `  all numbers of the trial    ${(side.analysisMs / 1000).toFixed(1)} s, on a thread of low priority; delay of the loop that asked ${side.analysisDelayMs.toFixed(0)} ms`,
    ],
  }
}

function overSqlite(round: TableRound): number {
  return round.assayMs / round.sqliteMs
}

function overDuckdb(round: TableRound): number {
  return round.assayMs / (round.duckdbMs ?? NaN)
}
