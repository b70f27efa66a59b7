import { z } from 'zod'
import { ComfyGraph } from '#shared/domain/workflow.ts'

/** POST /api/v2/jobs */
export const JobRequest = z.strictObject({ workflow: ComfyGraph })

const Id = z.string().min(1).max(200)
// Something unexpected here is not worth a picture that is paid for: it is then not known.
const Text = z.string().nullish().catch(null)
const Milliseconds = z.number().nonnegative().nullish().catch(null)

/** A job, as every call about jobs answers it. Its outputs fill while it runs. */
export const Job = z.object({
  id: Id,
  status: z.string(),
  created_at: Text,
  started_at: Text,
  completed_at: Text,
  outputs: z.array(z.object({ id: Id, node_id: z.string(), type: z.string() })).nullish(),
  error: z.object({ code: Text, message: Text, node_id: Text }).nullish().catch(null),
  metrics: z.object({ queue_ms: Milliseconds, execution_ms: Milliseconds }).nullish().catch(null),
  urls: z
    .object({ self: z.string().min(1) })
    .nullish()
    .catch(null),
})
export type Job = z.infer<typeof Job>

/** POST /api/v2/assets */
export const Asset = z.object({ id: Id })

/** The envelope of every error. What `details` holds differs by code. */
export const ErrorReply = z.object({ error: z.object({ code: z.string(), details: z.unknown().optional() }) })

/** `details` of `invalid_workflow`: what is wrong with which input of a node. */
export const NodeErrors = z.object({ node_errors: z.record(z.string(), z.array(z.object({ field: Text }))) })
