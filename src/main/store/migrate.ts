import type { Database } from 'better-sqlite3'
import { trialsAndSamples } from './migrations/0001-trials-and-samples.ts'
import { pictureChecks } from './migrations/0002-picture-checks.ts'
import { workflows } from './migrations/0003-workflows.ts'
import { ownPrices } from './migrations/0004-own-prices.ts'
import { pipelines } from './migrations/0005-pipelines.ts'
import { accounts } from './migrations/0006-accounts.ts'
import { rentals } from './migrations/0007-rentals.ts'
import { reachOfRentals } from './migrations/0008-reach-of-rentals.ts'
import { rolesAndLoads } from './migrations/0009-roles-and-loads.ts'
import { reservations } from './migrations/0010-reservations.ts'
import { watches } from './migrations/0011-watches.ts'
import { spend } from './migrations/0012-spend.ts'
import { calibrations } from './migrations/0013-calibrations.ts'
import { latencyOrder } from './migrations/0014-latency-order.ts'
import { promptSets } from './migrations/0015-prompt-sets.ts'
import { sittings } from './migrations/0016-sittings.ts'
import { earlyStops } from './migrations/0017-early-stops.ts'
import { votes } from './migrations/0018-votes.ts'
import { marks } from './migrations/0019-marks.ts'
import { votingFiles } from './migrations/0020-voting-files.ts'
import { judges } from './migrations/0021-judges.ts'
import { pictureMeasures } from './migrations/0022-picture-measures.ts'
import { answers } from './migrations/0023-answers.ts'
import { judgeConcurrency } from './migrations/0024-judge-concurrency.ts'
import { decisions } from './migrations/0025-decisions.ts'

/**
 * Every schema change in order; the place in this list, from 1, is the database version after it (`PRAGMA user_version`).
 * Append only: a migration that has been released is never edited, moved or removed.
 */
export const migrations: readonly string[] = [
  trialsAndSamples,
  pictureChecks,
  workflows,
  ownPrices,
  pipelines,
  accounts,
  rentals,
  reachOfRentals,
  rolesAndLoads,
  reservations,
  watches,
  spend,
  calibrations,
  latencyOrder,
  promptSets,
  sittings,
  earlyStops,
  votes,
  marks,
  votingFiles,
  judges,
  pictureMeasures,
  answers,
  judgeConcurrency,
  decisions,
]

export const DATABASE_VERSION = migrations.length

/** The version of an open database: 0 where it is new and empty. */
export function readVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number
}

/**
 * Brings the schema to a version, one transaction per migration, so that a kill leaves one version or the next, whole.
 * The version is read inside the transaction, because another process may migrate the same file at this moment.
 * @param target for tests, which start from every older version.
 */
export function migrate(database: Database, target: number = DATABASE_VERSION): void {
  for (const [index, statements] of migrations.slice(0, target).entries()) {
    const version = index + 1
    const apply = database.transaction(() => {
      if (readVersion(database) >= version) return
      database.exec(statements)
      database.pragma(`user_version = ${version}`)
    })
    apply.immediate()
  }
}
