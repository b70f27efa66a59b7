import type { Database } from 'better-sqlite3'
import type { Sample } from '#shared/domain/sample.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { ChargeStore } from './charge-store.ts'
import type { ImageStore } from './image-store.ts'
import type { RemoteJobStore } from './remote-job-store.ts'
import type { ReservationStore } from './reservation-store.ts'
import {
  fromAttemptRecord,
  fromFlatFailure,
  fromSampleImageRecord,
  toAttemptRecord,
  toExchangeRecord,
  toSampleRecord,
} from './sample-record.ts'
import { prepareRowStatements, toSampleRow } from './sample-rows.ts'
import { prepareSampleStatements } from './sample-statements.ts'
import { createStepStore } from './step-store.ts'

/** Quartiles of the service time in milliseconds, over `count` succeeded samples. */
export interface ServiceTimeQuartiles {
  lowMs: number
  medianMs: number
  highMs: number
  count: number
}

type QuartileRecord = ServiceTimeQuartiles | { lowMs: null; medianMs: null; highMs: null; count: 0 }

export type SampleStore = ReturnType<typeof createSampleStore>

/** Owner of `samples`, `attempts`, `exchanges` and `sample_images`. */
export function createSampleStore(
  database: Database,
  {
    charges,
    images,
    remoteJobs,
    reservations,
  }: { charges: ChargeStore; images: ImageStore; remoteJobs: RemoteJobStore; reservations: ReservationStore },
) {
  const statements = prepareSampleStatements(database)
  const steps = createStepStore(database, images)
  const rowStatements = prepareRowStatements(database)
  const selectQuartiles = database.prepare<[string, string, 0 | 1], QuartileRecord>(`
    SELECT percentile(service_ms, 25) AS lowMs, median(service_ms) AS medianMs, percentile(service_ms, 75) AS highMs,
      count(*) AS count
    FROM contenders JOIN samples ON samples.trial_id = contenders.trial_id AND samples.contender_id = contenders.id
    WHERE provider_id = ? AND model_id = ? AND practice = ? AND outcome = 'succeeded' AND disturbance IS NULL
      AND NOT EXISTS (SELECT 1 FROM sample_steps WHERE sample_id = samples.id)`)
  const selectWithPicture = database.prepare<[string], { trialId: string; sampleId: string }>(`
    SELECT DISTINCT trial_id AS trialId, samples.id AS sampleId
    FROM sample_images JOIN samples ON samples.id = sample_id WHERE sha256 = ?`)

  const write = (sample: Sample): void => {
    const { id, trialId, position } = sample
    statements.supersede.run({ id, trialId, position })
    statements.insertSample.run(toSampleRecord(sample))
    for (const attempt of sample.attempts) {
      statements.insertAttempt.run(toAttemptRecord(sample.id, attempt))
      for (const [ordinal, exchange] of attempt.exchanges.entries()) {
        const place = { sampleId: sample.id, attemptNumber: attempt.number, ordinal }
        statements.insertExchange.run(toExchangeRecord(place, exchange))
      }
    }
    for (const [ordinal, { image, flags }] of sample.images.entries()) {
      images.insert(image)
      statements.insertSampleImage.run(sample.id, ordinal, image.sha256, JSON.stringify(flags))
    }
    steps.insert(sample)
    charges.insert(sample, reservations.take(sample.id))
    remoteJobs.remove(sample.id)
  }
  const record = database.transaction(write)
  const recordTogether = database.transaction((samples: readonly Sample[]) => samples.forEach(write))

  return {
    /**
     * Stores a sample with its attempts, exchanges, images and charge, and forgets its remote job and what was held for it: all of it or nothing,
     * and on disk when it returns. Its picture files must be there already. One at its place that had given no picture stays stored, and
     * is not what `rows` tells of any more.
     * @throws Error where one at its place has given a picture
     */
    record(sample: Sample): void {
      record.immediate(sample)
    },
    /**
     * Stores several samples as `record` does, with one wait for the disk for all of them. Where one can't be stored, the
     * others are stored all the same.
     * @throws what the first said that can't be stored.
     */
    recordTogether(samples: readonly Sample[]): void {
      try {
        recordTogether.immediate(samples)
      } catch {
        // Nothing of the group is stored by now. Each one by itself: they are paid for, whatever is wrong with one of them.
        const errors = samples.flatMap((sample) => {
          try {
            record.immediate(sample)
            return []
          } catch (error) {
            return [error]
          }
        })
        if (errors.length > 0) throw errors[0]
      }
    },
    /** The full story of a sample as it was recorded, with what has been found in its pictures since. */
    get(sampleId: string): Sample | null {
      const found = statements.selectSample.get(sampleId)
      if (found === undefined) return null
      const { failureClass, failureMessage, failureStatus, failureRawBody, warnings, ...fields } = found
      const exchanges = Map.groupBy(statements.selectExchanges.all(sampleId), (exchange) => exchange.attemptNumber)
      const sample = {
        ...fields,
        failure: fromFlatFailure({ failureClass, failureMessage, failureStatus, failureRawBody }),
        warnings: JSON.parse(warnings) as Sample['warnings'],
        attempts: statements.selectAttempts
          .all(sampleId)
          .map((attempt) => fromAttemptRecord(attempt, exchanges.get(attempt.number) ?? [])),
        images: statements.selectImages.all(sampleId).map(fromSampleImageRecord),
        charge: charges.of(sampleId),
      }
      return { ...sample, steps: steps.of(sampleId, sample) }
    },
    /** The newest sample of each place in a trial's order that has ended, on one line each, in that order. */
    rows(trialId: string): SampleRow[] {
      return rowStatements.selectByTrial.all(trialId).map(toSampleRow)
    },
    /** The rows of these samples, in their order. */
    rowsOf(sampleIds: readonly string[]): SampleRow[] {
      const found = rowStatements.selectThese.all(JSON.stringify(sampleIds)).map(toSampleRow)
      const rows = new Map(found.map((row) => [row.sampleId, row]))
      return sampleIds.map((sampleId) => {
        const row = rows.get(sampleId)
        if (row === undefined) throw new Error(`There is no sample ${sampleId}.`)
        return row
      })
    },
    /** Samples whose pictures are these bytes; the same picture may have come more than once. */
    withPicture(sha256: string): { trialId: string; sampleId: string }[] {
      return selectWithPicture.all(sha256)
    },
    /**
     * How long pictures of a model took in earlier trials; null where none succeeded. Pipelines are left out: their time is that
     * of several models. Simulated and real ones are never
     * mixed: a simulator's speed says nothing about the provider's.
     */
    earlierServiceTime(model: { providerId: string; modelId: string; practice: boolean }): ServiceTimeQuartiles | null {
      const found = selectQuartiles.get(model.providerId, model.modelId, model.practice ? 1 : 0)
      return found === undefined || found.count === 0 ? null : (found as ServiceTimeQuartiles)
    },
  }
}
