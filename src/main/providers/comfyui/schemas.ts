import { z } from 'zod'
import { ComfyGraph } from '#shared/domain/workflow.ts'
import { NodeErrors } from '../kit/comfy/read-node-errors.ts'

/** POST /prompt. `prompt_id` has to be a UUID in lower case; servers give one where it is absent. */
export const PromptRequest = z.strictObject({
  prompt: ComfyGraph,
  client_id: z.string().min(1).optional(),
  prompt_id: z.uuid().toLowerCase().optional(),
})

const PromptId = z.string().regex(/^[\w-]{1,100}$/)

/** `node_errors` may hold something with status 200, where one output was sound and another was not. */
export const PromptReply = z.object({ prompt_id: PromptId, node_errors: NodeErrors.nullish() })

/** Status 400: `error` is for the graph as a whole, `node_errors` for its nodes (none where a class is unknown). */
export const PromptError = z.object({
  error: z.union([z.string(), z.object({ type: z.string() })]),
  node_errors: NodeErrors.nullish().catch(null),
})

const Picture = z.object({ filename: z.string().min(1), subfolder: z.string().nullish(), type: z.string().nullish() })

/** `[name, data]`; the data differ by name, and all that is read of them is optional. */
const Message = z.tuple([
  z.string(),
  z.object({
    timestamp: z.number().nullish(),
    nodes: z.array(z.string()).nullish(),
    node_id: z.string().nullish(),
    exception_type: z.string().nullish(),
  }),
])

/** One entry of GET /history/{id}. Outputs that are no pictures (texts, sounds) are let pass. */
export const HistoryEntry = z.object({
  /** `[number, prompt id, graph, extra data, outputs to run]`. */
  prompt: z.tuple([z.unknown(), z.unknown(), z.unknown()]).rest(z.unknown()).nullish().catch(null),
  outputs: z.record(z.string(), z.object({ images: z.array(Picture).nullish() })),
  status: z
    .object({ status_str: z.string().nullish(), completed: z.boolean().nullish(), messages: z.array(Message) })
    .nullish(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** `{}` while the job waits or runs, and for an id that the server does not know. */
export const HistoryReply = z.record(z.string(), HistoryEntry)

/** POST /upload/image */
export const UploadReply = z.object({ name: z.string().min(1).max(300), subfolder: z.string().max(300).nullish() })

/** GET /system_stats, of which the version and the name of the GPU are read. */
export const SystemStats = z.object({
  system: z.object({ comfyui_version: z.string().nullish() }),
  devices: z.array(z.object({ name: z.string() })).nullish(),
})

/** GET /models/checkpoints */
export const ModelFiles = z.array(z.string().min(1).max(300))

/** A text frame of the WebSocket: what it is about is in `data`. */
export const Frame = z.object({
  type: z.string(),
  data: z.object({ prompt_id: z.string().nullish(), node: z.string().nullish() }),
})
