import type { z } from 'zod'
import type { Reply } from '../provider-adapter.ts'
import { accountFinding, accountStateOf, type AccountFinding } from './account-finding.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from './parse-json-body.ts'

/**
 * What the reply to an account check says by its status. A success counts only in the shape that the provider gives it: the
 * page of some other server, or of a gate in between, says nothing of the credentials.
 * @param accepted the status and the shape that let the caller in; for a job that can't exist that is "not found"
 */
export function readAccountReply(
  provider: string,
  { status, body }: Reply,
  accepted: { status: number; shape: z.ZodType },
): AccountFinding {
  const letIn = status === accepted.status && parseJsonBody(body, accepted.shape, MAXIMUM_REPLY_BYTES).ok
  const state = accountStateOf(status)
  return accountFinding({ provider, status, state: letIn ? 'valid' : state === 'valid' ? 'unclear' : state })
}
