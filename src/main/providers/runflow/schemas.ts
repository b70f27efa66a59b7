import { z } from 'zod'

/** POST /v1/comfyui-workflows/{owner}/{slug}/runs and /v1/models/{owner}/{slug}/runs */
export const RunRequest = z.strictObject({ input: z.record(z.string(), z.unknown()) })

// Something unexpected in what is only seen in examples is not worth a picture that is paid for: it is then not known.
const Text = z.string().nullish().catch(null)

/**
 * A run, as it is created and as it is asked after. Only the id and the state are sure: the record spells the state
 * `status_code`, callbacks and an older page `status`; times and cost are in examples.
 */
export const Run = z
  .object({
    id: z.string().min(1).max(200),
    status_code: z.string().nullish(),
    status: z.string().nullish(),
    created_at: Text,
    started_at: Text,
    finished_at: Text,
    completed_at: Text,
    output: z.record(z.string(), z.unknown()).nullish(),
    cost: z.union([z.string(), z.number()]).nullish().catch(null),
    duration_ms: z.number().nonnegative().nullish().catch(null),
    start_type: Text,
    failure_code: Text,
  })
  .transform((run) => ({ ...run, state: run.status_code ?? run.status ?? null }))
export type Run = z.infer<typeof Run>

/** `{code, message, errors}`. */
export const ErrorReply = z.object({ code: z.string() })

/** GET /v1/auth/me: what it holds is not documented. */
export const Caller = z.looseObject({})

/** GET /v1/billing/balance: a decimal in text. */
export const Balance = z.object({ balance: z.union([z.string(), z.number()]) })
