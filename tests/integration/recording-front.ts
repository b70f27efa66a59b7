import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '#tests/support/listen-on-loopback.ts'

/** One call as it came over the wire, and what was answered. */
export interface RecordedCall {
  path: string
  headers: string
  body: string
  status: number
  reply: string
  /** The other side waits for an answer. */
  isOpen: boolean
}

export interface OwnReply {
  status: number
  headers?: Record<string, string>
  body: string
}

/**
 * Hands every call on to another server, keeping both sides of it.
 * @param instead answers a call itself, by its number from 0; null to hand it on
 */
export async function startRecordingFront(
  behind: string,
  instead: (call: number) => OwnReply | null | Promise<OwnReply | null> = () => null,
): Promise<{ baseUrl: string; calls: RecordedCall[]; close(): Promise<void> }> {
  const calls: RecordedCall[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      const path = request.url ?? '/'
      const number = calls.length
      const call = { path, headers: JSON.stringify(request.headers), body, status: 0, reply: '', isOpen: true }
      response.once('close', () => (call.isOpen = false))
      calls.push(call)
      const own = await instead(number)
      const reply =
        own === null
          ? await fetch(new URL(path, behind), {
              method: request.method ?? 'GET',
              headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' },
              ...(body !== '' && { body }),
            })
          : new Response(own.body, { status: own.status, headers: own.headers ?? {} })
      call.status = reply.status
      call.reply = await reply.text()
      response.writeHead(reply.status, Object.fromEntries([...reply.headers].filter(([name]) => KEPT.has(name))))
      response.end(call.reply)
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  return { ...(await listenOnLoopback(server)), calls }
}

const KEPT = new Set(['content-type', 'x-request-id', 'retry-after-ms', 'retry-after'])
