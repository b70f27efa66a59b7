import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

export type RentalContext = Context<{ Bindings: HttpBindings }>

/** A request's body as JSON whatever its content type says; undefined where it is none. */
export async function readBody(context: RentalContext): Promise<unknown> {
  try {
    return JSON.parse(await context.req.text())
  } catch {
    return undefined
  }
}

/** Cuts the connection without a word. What the caller gets is a broken answer; the reply that is returned goes nowhere. */
export function cutConnection(context: RentalContext): Response {
  context.env.incoming.socket.destroy()
  return context.body(null, 500)
}
