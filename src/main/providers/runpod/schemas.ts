import { z } from 'zod'

/** POST /run. What `input` holds is the worker's own matter. */
export const RunRequest = z.strictObject({ input: z.record(z.string(), z.unknown()) })

const Milliseconds = z.number().min(0).nullish().catch(null)

/**
 * A job, as submitting, asking and cancelling answer it. `output` is any JSON, and while the job runs a handler's progress:
 * it means something only once the job is COMPLETED. `delayTime` is the time in the queue, waiting for a cold worker
 * included; `executionTime` the time in the handler.
 */
export const Job = z.object({
  id: z.string().min(1).max(200),
  status: z.string(),
  delayTime: Milliseconds,
  executionTime: Milliseconds,
  output: z.unknown().optional(),
})
export type Job = z.infer<typeof Job>

/** Dollars. Only the endpoints that RunPod itself runs report it. */
export const CostOutput = z.object({ cost: z.number().min(0) })

/** What AUTOMATIC1111 says of a picture, as JSON in a text. */
export const GenerationInfo = z.object({ seed: z.number().nullish() })

export const HealthReply = z.object({ jobs: z.object({}), workers: z.object({}) })
