import { fillTemplate } from '#main/engine/http/fill-template.ts'
import { createRedact } from '#main/engine/redact-secrets.ts'
import { describeCredentials } from '#main/providers/describe-provider.ts'
import type { Credentials, ProviderDescriptor, Reply, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { ShownReply, ShownRequest } from '#shared/contract/workflow-try.ts'

/** Characters of a reply that are shown. */
const OPENING_LENGTH = 2000
/** A reply beyond this is not read whole for its opening. */
const READ_BYTES = 16_000_000
/** A run of letters that is no word: a picture in base64. What stands behind it is more worth seeing. */
const LONG_RUN = /[A-Za-z0-9+/=_-]{200,}/g
const SHOWN_OF_RUN = 48

/**
 * A request as it goes out, for people: in the place of each secret the name of its field in brackets, and of each picture
 * what it is. Filled by the same code that fills what is sent, with other values.
 */
export function showRequest(
  template: RequestTemplate,
  { descriptor, credentials, baseUrl }: { descriptor: ProviderDescriptor; credentials: Credentials; baseUrl: string },
): ShownRequest {
  const { body, multipart, method } = template
  const type = multipart === undefined ? 'application/json' : 'multipart/form-data'
  const encoded = body === null && multipart === undefined ? null : { bytes: new Uint8Array(), contentType: type }
  const filled = fillTemplate(template, maskSecrets(descriptor, credentials), new URL(baseUrl), encoded)
  const headers = filled.ok ? filled.request.headers : {}
  for (const [name, value] of Object.entries(template.headers)) {
    const key = name.toLowerCase()
    if (typeof value === 'object' && 'basic' in value && headers[key]?.startsWith('Basic ') === true) {
      // In base64, a mask would look like the secret.
      headers[key] = `Basic [${value.basic.username}:${value.basic.password}]`
    }
  }
  return { method, url: filled.ok ? filled.request.url.href : template.path, headers, body: showBody(template) }
}

function maskSecrets(descriptor: ProviderDescriptor, credentials: Credentials): Credentials {
  const plain = new Set(describeCredentials(descriptor).flatMap(({ name, secret }) => (secret ? [] : [name])))
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => [name, plain.has(name) || value === '' ? value : `[${name}]`]),
  )
}

function showBody({ body, multipart }: RequestTemplate): string | null {
  if (multipart !== undefined) {
    const fields = Object.entries(multipart.fields).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : '[a new UUID]'}`,
    )
    const { picture } = multipart
    return [...fields, ...(picture === null ? [] : [`${picture.field}: [the picture, as ${picture.fileName}]`])].join(
      '\n',
    )
  }
  if (body === null) return null
  return JSON.stringify(
    body,
    (_key, value: unknown) => (isPicturePlace(value) ? `[the picture, as ${value.$picture}]` : value),
    2,
  )
}

function isPicturePlace(value: unknown): value is { $picture: string } {
  return typeof value === 'object' && value !== null && '$picture' in value && typeof value.$picture === 'string'
}

/** A reply as it came, for people: it may repeat a credential, and a cookie is one. */
export function showReply(reply: Reply, answeredMs: number, credentials: Credentials): ShownReply {
  const redact = createRedact(credentials)
  const headers = Object.entries(reply.headers).map(([name, value]): [string, string] => [
    name,
    name === 'set-cookie' ? '[cookie]' : redact(value),
  ])
  const opening = readText(reply)
  return {
    status: reply.status,
    headers: Object.fromEntries(headers),
    sizeBytes: reply.body.byteLength,
    opening: opening === null ? null : shorten(redact(opening)),
    answeredMs,
  }
}

/** A text, or the beginning of a very long one; null where it is none. A letter that the cut goes through is left out. */
function readText({ headers, body }: Reply): string | null {
  if (/^(?:image|audio|video)\/|octet-stream/i.test(headers['content-type'] ?? '')) return null
  const cut = body.byteLength > READ_BYTES
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body.subarray(0, READ_BYTES), { stream: cut })
  } catch {
    return null
  }
}

function shorten(text: string): string {
  const readable = text.replace(LONG_RUN, (run) => `${run.slice(0, SHOWN_OF_RUN)}… [${run.length} letters]`)
  return readable.slice(0, OPENING_LENGTH)
}
