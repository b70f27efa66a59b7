import { z } from 'zod'
import type { HeaderTemplate, RequestTemplate } from '../provider-adapter.ts'

const text = (label: string, secret: boolean) => z.string().min(1).optional().meta({ label, secret })

/** A header's name is a token (RFC 9110, 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Headers that the HTTP client itself writes; another value would break the request. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
])

/**
 * How a server of the team's own asks who calls: not at all, by user name and password (Basic), by a token (Bearer), by a
 * header of its own, or by such a header beside one of the two. Every field is optional.
 */
export const hostCredentials = z
  .object({
    username: text('user name', false),
    password: text('password', true),
    token: text('bearer token', true),
    headerName: text('name of another header', false),
    headerValue: text('value of that header', true),
  })
  .superRefine((values, context) => {
    const refuse = (field: keyof typeof values, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if ((values.username === undefined) !== (values.password === undefined)) {
      const missing = values.username === undefined ? 'username' : 'password'
      refuse(missing, 'user name and password go together: both, or neither')
    }
    if (values.token !== undefined && values.username !== undefined) {
      refuse('token', 'a request has one Authorization header: a user name with its password, or a token')
    }
    if ((values.headerName === undefined) !== (values.headerValue === undefined)) {
      const missing = values.headerName === undefined ? 'headerName' : 'headerValue'
      refuse(missing, 'the name of a header and its value go together: both, or neither')
    }
    const { headerName } = values
    if (headerName === undefined) return
    if (!HEADER_NAME.test(headerName)) refuse('headerName', 'a header’s name holds letters, digits and dashes only')
    const name = headerName.toLowerCase()
    if (RESERVED_HEADERS.has(name)) refuse('headerName', `${headerName} is written by Assay itself`)
    if (name === 'authorization' && (values.token ?? values.username) !== undefined) {
      refuse('headerName', 'Authorization is sent already, for the token or the user name')
    }
  })

/**
 * What every request to such a server carries. A header's name has no case, so the two spellings are one header: whichever
 * credential is set fills it, and `hostCredentials` allows only one of them.
 */
export const hostAuthorization: Record<'authorization' | 'Authorization', HeaderTemplate> = {
  authorization: { basic: { username: 'username', password: 'password' } },
  Authorization: { credential: 'token', prefix: 'Bearer ' },
}

/** For `RequestTemplate.ownHeader`. */
export const hostOwnHeader: NonNullable<RequestTemplate['ownHeader']> = { name: 'headerName', value: 'headerValue' }
