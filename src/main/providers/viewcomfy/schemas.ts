import { z } from 'zod'

const JobId = z.string().min(1).max(200)

/** What was started: the examples spell the id in both ways, and unpack `data` or not. */
export const InferReply = z.union([
  z.object({ data: z.object({ prompt_id: JobId }) }).transform(({ data }) => data.prompt_id),
  z.object({ prompt_id: JobId }).transform(({ prompt_id: jobId }) => jobId),
  z.object({ promptId: JobId }).transform(({ promptId: jobId }) => jobId),
])

// Something unexpected here is not worth a picture that is paid for: it is then not known.
const Text = z.string().nullish().catch(null)
const Seconds = z.number().nullish().catch(null)

const Output = z
  .object({ filepath: z.string().min(1), content_type: Text, contentType: Text })
  .transform(({ filepath, content_type: type, contentType }) => ({
    url: filepath,
    contentType: type ?? contentType ?? null,
  }))

/** GET /api/workflow/infer/?prompt_ids=…: those that have ended. The examples in Python and in TypeScript spell the fields apart. */
export const ResultsReply = z.array(
  z
    .object({
      prompt_id: Text,
      promptId: Text,
      status: Text,
      completed: z.boolean().nullish().catch(null),
      execution_time_seconds: Seconds,
      executionTimeSeconds: Seconds,
      outputs: z.array(Output).nullish(),
    })
    .transform((result) => ({
      jobId: result.prompt_id ?? result.promptId ?? null,
      status: result.status ?? null,
      completed: result.completed ?? null,
      executionSeconds: result.execution_time_seconds ?? result.executionTimeSeconds ?? null,
      outputs: result.outputs ?? [],
    })),
)
