import { z } from 'zod'

/** POST /run/deployment/queue */
export const QueueRequest = z.strictObject({
  deployment_id: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

const RunId = z.string().min(1).max(200)
export const QueueReply = z.object({ run_id: RunId })

// Something unexpected here is not worth a picture that is paid for: it is then not known.
const Seconds = z.number().nullish().catch(null)

/** A file of a run. `temp` is a preview that ComfyUI throws away. */
const MediaItem = z.object({ url: z.string().min(1), type: z.string().nullish() })

/** GET /run/{run_id} */
export const RunReply = z.object({
  status: z.string(),
  outputs: z
    .array(
      z.object({
        data: z.object({ images: z.array(z.union([MediaItem, z.string()])).nullish() }).nullish(),
        node_id: z.string().nullish(),
        output_id: z.string().nullish(),
      }),
    )
    .nullish(),
  cold_start_duration_total: Seconds,
  run_duration: Seconds,
})
export type RunReply = z.infer<typeof RunReply>

/** POST /file/upload */
export const UploadReply = z.object({ file_url: z.string().min(1).max(4000) })

/** GET /deployments */
export const DeploymentsReply = z.array(z.object({ id: z.string() }))

/** FastAPI: one sentence, or, with 422, a list of what is wrong where. */
export const ErrorReply = z.object({ detail: z.string() })
