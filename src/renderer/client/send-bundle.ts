import { ORPCError } from '@orpc/client'
import type { OpenedBundle } from '#shared/domain/bundle.ts'

/** Sends a bundle to be opened, as it lies on the disk: it may be larger than what fits into memory. Nothing of it is kept where it is aborted. @throws ORPCError with Assay's own code */
export async function sendBundle(file: File, signal: AbortSignal): Promise<OpenedBundle> {
  const response = await fetch('/bundles', { method: 'POST', body: file, signal })
  if (response.ok) return (await response.json()) as OpenedBundle
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) {
    throw new Error(`The bundle was not taken: ${await response.text()}`)
  }
  const { code, message } = (await response.json()) as { code: string; message: string }
  throw new ORPCError(code, { message })
}
