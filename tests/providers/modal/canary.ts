import type { Canary } from '../canary.ts'

export const canary: Canary = {
  job: { jobId: 'job-1', statusUrl: '/v1/images/generations?__modal_function_call_id=job-1' },
}
