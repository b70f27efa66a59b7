import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { judgeCaller } from './session-gate.ts'
import { refusalPage } from './refusal-page.ts'

/** The largest request the page has reason to send: an input picture; a plan with all its prompts is far below. */
const MAXIMUM_BODY_BYTES = 32_000_000

const PROTECTIVE_HEADERS = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

export interface GatedAppOptions {
  handler: (request: Request) => Promise<Response>
  port: number
  token: string
  /** Told of what the handler throws: nothing is swallowed, and the caller gets no stack. */
  reportError: (error: Error) => void
}

/** The workbench's handler behind the gate of the browser door. */
export function createGatedApp({ handler, port, token, reportError }: GatedAppOptions): Hono {
  const app = new Hono()
  // Cookies do not know ports: two workbenches on one machine must not overwrite each other's.
  const cookieName = `assay-${port}`

  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(PROTECTIVE_HEADERS)) context.header(name, value)
  })

  app.use(async (context, next) => {
    const { req } = context
    const verdict = judgeCaller(
      {
        method: req.method,
        address: req.url,
        host: req.header('host') ?? null,
        origin: req.header('origin') ?? null,
        fetchSite: req.header('sec-fetch-site') ?? null,
        cookie: getCookie(context, cookieName) ?? null,
      },
      { port, token },
    )
    if (verdict.kind === 'pass') return next()
    context.header('cache-control', 'no-store')
    if (verdict.kind === 'refuse') return context.html(refusalPage(verdict.reason, port), verdict.status)
    setCookie(context, cookieName, token, { httpOnly: true, sameSite: 'Strict', path: '/' })
    if (!verdict.fromElsewhere) return context.redirect('/', 303)
    // A redirect would still count as coming from the page that held the link, and a strict cookie would stay behind.
    context.header('refresh', '0; url=/')
    return context.html('')
  })

  const limit = bodyLimit({
    maxSize: MAXIMUM_BODY_BYTES,
    onError: (context) => context.text(`A request may hold ${MAXIMUM_BODY_BYTES} bytes at most.`, 413),
  })
  app.use((context, next) => (isStreamed(context.req) ? next() : limit(context, next)))
  app.all('*', (context) => handler(context.req.raw))
  app.onError((error, context) => {
    reportError(error)
    return context.text('Assay met an error of its own. What happened is written where Assay was started.', 500)
  })
  return app
}

/** An evidence bundle goes to the disk as it comes, under a limit of its own. */
function isStreamed({ method, path }: { method: string; path: string }): boolean {
  return method === 'POST' && path === '/bundles'
}
