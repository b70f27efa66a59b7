import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import { Hono } from 'hono'
import { AssayError, ERROR_CODES } from '#shared/errors.ts'
import { thumbnailSide } from '#shared/domain/thumbnail.ts'
import { PAGE_POLICY, PICTURE_POLICY, REPORT_POLICY } from './content-security-policy.ts'
import type { WorkbenchContext } from './context.ts'
import { reportDirectory } from './write-trial-report.ts'
import { receiveBundle } from './receive-bundle.ts'
import { isContractError, toContractError } from './procedures/base.ts'
import { router } from './router.ts'

/** The whole application as one fetch handler: procedures, event streams, pictures, reports and the page. */
export function createHandler(
  context: WorkbenchContext,
  reportBug: (error: unknown) => void,
): (request: Request) => Promise<Response> {
  const rpc = new RPCHandler(router, {
    interceptors: [
      onError((error) => {
        const known = toContractError(error)
        if (known !== error) throw known
        if (!isContractError(error)) reportBug(error)
      }),
    ],
  })
  const app = new Hono()

  app.use(async (incoming, next) => {
    await next()
    incoming.res.headers.set('x-content-type-options', 'nosniff')
    incoming.res.headers.set('referrer-policy', 'no-referrer')
  })
  app.all('/rpc/*', async (incoming) => {
    const { matched, response } = await rpc.handle(incoming.req.raw, { prefix: '/rpc', context })
    return matched ? response : incoming.text('There is no such procedure.', 404)
  })
  app.get('/images/:sha256', async (incoming) => {
    const picture = await context.pictures.whole(incoming.req.param('sha256'))
    if (picture === null) return incoming.text('There is no such picture.', 404)
    return sendFile(picture.path, { 'content-type': `image/${picture.format}`, ...pictureHeaders })
  })
  app.get('/thumbnails/:sha256', async (incoming) => {
    const side = thumbnailSide(incoming.req.query('side'))
    const thumbnail = await context.pictures.reduced(incoming.req.param('sha256'), side)
    if (thumbnail === null) return incoming.text('There is no such picture.', 404)
    return sendFile(thumbnail.path, { 'content-type': `image/${thumbnail.format}`, ...pictureHeaders })
  })
  app.get('/reports/:trialId/:file', async (incoming) => {
    const { trialId, file } = incoming.req.param()
    const type = REPORT_FILES.get(file)
    const directory = reportsOf(trialId, file, context)
    if (type === undefined || directory === null) return incoming.text('There is no such report.', 404)
    return sendFile(join(directory, file), {
      'content-type': type,
      ...(type === 'application/zip' && { 'content-disposition': 'attachment' }),
      'content-security-policy': REPORT_POLICY,
      'cache-control': 'no-store',
    })
  })
  app.post('/bundles', async (incoming) => {
    try {
      return incoming.json(await receiveBundle(incoming.req.raw, context))
    } catch (error) {
      if (!(error instanceof AssayError)) throw error
      return incoming.json({ code: error.code, message: error.message }, ERROR_CODES[error.code].status)
    }
  })
  app.get('*', (incoming) => sendPage(context.ports.pageDirectory, new URL(incoming.req.url).pathname))
  app.onError((error, incoming) => {
    reportBug(error)
    return incoming.text('Something went wrong inside Assay. Nothing was deleted.', 500)
  })
  return async (request) => app.fetch(request)
}

/** Of a bundle, where its own report is: as it was made, not as it would be written now. It as a whole is written where reports are. */
function reportsOf(trialId: string, file: string, { bundles, ports, store }: WorkbenchContext): string | null {
  const isBundle = bundles.get(trialId) !== null
  if (isBundle && file !== 'evidence.zip') return bundles.directoryOf(trialId)
  return isBundle || store.trials.get(trialId) !== null ? reportDirectory(ports.dataDirectory, trialId) : null
}

const REPORT_FILES = new Map([
  ['report.html', 'text/html; charset=utf-8'],
  ['results.json', 'application/json'],
  ['results.csv', 'text/csv; charset=utf-8'],
  ['evidence.zip', 'application/zip'],
])

/** A picture never changes under its hash. */
const pictureHeaders = {
  'cache-control': 'private, max-age=31536000, immutable',
  'content-security-policy': PICTURE_POLICY,
}

const PAGE_TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
])

/** A file of the built page; a path without an extension is one of the page's own addresses. */
async function sendPage(pageDirectory: string | null, path: string): Promise<Response> {
  if (pageDirectory === null) {
    return new Response('The page has not been built. Run "npm run build", then start again.', { status: 503 })
  }
  const root = resolve(pageDirectory)
  const isAsset = extname(path) !== ''
  const file = resolve(root, isAsset ? `.${decodeURIComponent(path)}` : 'index.html')
  const type = PAGE_TYPES.get(extname(file))
  if (!file.startsWith(root + sep) || type === undefined) return new Response('Not found.', { status: 404 })
  return sendFile(file, {
    'content-type': type,
    'content-security-policy': PAGE_POLICY,
    'cache-control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  })
}

async function sendFile(path: string, headers: Record<string, string>): Promise<Response> {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isFile()) return new Response('Not found.', { status: 404 })
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
    headers: { ...headers, 'content-length': String(found.size) },
  })
}
