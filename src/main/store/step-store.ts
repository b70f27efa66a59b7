import type { Database } from 'better-sqlite3'
import type { Charge } from '#shared/domain/price.ts'
import type { Sample, SampleStep } from '#shared/domain/sample.ts'
import type { ImageStore } from './image-store.ts'
import { foundFlags } from './picture-check-store.ts'
import { fromSampleImageRecord, type SampleImageRecord } from './sample-record.ts'

interface StepRecord extends Charge {
  sampleId: string
  step: number
  serviceMs: number
}

type Steps = Pick<Sample, 'attempts' | 'serviceMs' | 'charge' | 'images'>

/** Owner of `sample_steps` and `step_images`. */
export function createStepStore(database: Database, images: ImageStore) {
  const insertStep = database.prepare<StepRecord>(`
    INSERT INTO sample_steps (sample_id, step, service_ms, amount_micros, basis, price_id, evidence)
    VALUES (@sampleId, @step, @serviceMs, @amountMicros, @basis, @priceId, @evidence)`)
  const insertImage = database.prepare<[string, number, number, string, string]>(
    'INSERT INTO step_images (sample_id, step, ordinal, sha256, flags) VALUES (?, ?, ?, ?, ?)',
  )
  const selectSteps = database.prepare<[string], StepRecord>(`
    SELECT sample_id AS sampleId, step, service_ms AS serviceMs, amount_micros AS amountMicros, basis,
      price_id AS priceId, evidence
    FROM sample_steps WHERE sample_id = ? ORDER BY step`)
  const selectImages = database.prepare<[string], SampleImageRecord & { step: number }>(`
    SELECT step, images.sha256, format, width, height, size_bytes AS sizeBytes, flags,
      ${foundFlags('images.sha256')} AS foundFlags
    FROM step_images JOIN images USING (sha256) WHERE sample_id = ? ORDER BY step, ordinal`)

  return {
    /** Part of the transaction that records a sample. Writes nothing where the sample itself says all. */
    insert(sample: Sample): void {
      if (isImplied(sample)) return
      for (const { step, serviceMs, charge, images: pictures } of sample.steps) {
        insertStep.run({ sampleId: sample.id, step, serviceMs, ...charge })
        for (const [ordinal, { image, flags }] of pictures.entries()) {
          images.insert(image)
          insertImage.run(sample.id, step, ordinal, image.sha256, JSON.stringify(flags))
        }
      }
    },
    /** @param sample all else that is known of it */
    of(sampleId: string, sample: Steps): SampleStep[] {
      const steps = selectSteps.all(sampleId)
      if (steps.length === 0) return impliedSteps(sample)
      const pictures = Map.groupBy(selectImages.all(sampleId), ({ step }) => step)
      return steps.map(({ step, serviceMs, amountMicros, basis, priceId, evidence }) => ({
        step,
        serviceMs,
        charge: { amountMicros, basis, priceId, evidence },
        images: (pictures.get(step) ?? []).map(({ step: _step, ...record }) => fromSampleImageRecord(record)),
      }))
    },
  }
}

/** A sample of one step is that step; one that was never begun has none. */
function impliedSteps({ attempts, serviceMs, charge, images }: Steps): SampleStep[] {
  return attempts.length === 0 ? [] : [{ step: 0, serviceMs, charge, images }]
}

/** A pipeline that was cancelled after its first step has one step with a picture, and is without one itself. */
function isImplied({ steps, images }: Sample): boolean {
  const [first, second] = steps
  return second === undefined && (first === undefined || first.images.length === images.length)
}
