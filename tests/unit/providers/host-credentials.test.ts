import { describe, expect, it } from 'vitest'
import { fillTemplate } from '#main/engine/http/fill-template.ts'
import { hostAuthorization, hostCredentials, hostOwnHeader } from '#main/providers/kit/host-credentials.ts'
import type { Credentials } from '#main/providers/provider-adapter.ts'

function headersWith(credentials: Credentials): Record<string, string> {
  const template = {
    method: 'GET' as const,
    path: '/x',
    headers: hostAuthorization,
    ownHeader: hostOwnHeader,
    body: null,
  }
  const filled = fillTemplate(template, credentials, new URL('http://127.0.0.1:7860'))
  if (!filled.ok) throw new Error(filled.message)
  const { 'user-agent': _agent, 'accept-encoding': _encoding, ...headers } = filled.request.headers
  return headers
}

describe('the credentials of a server of the team’s own', () => {
  it.each([
    ['nothing', {}, {}],
    ['a user name and password', { username: 'me', password: 'x' }, { authorization: 'Basic bWU6eA==' }],
    ['a token', { token: 't' }, { authorization: 'Bearer t' }],
    ['a header of its own', { headerName: 'X-Key', headerValue: 'k' }, { 'x-key': 'k' }],
    [
      'a token and a header of its own',
      { token: 't', headerName: 'X-Key', headerValue: 'k' },
      { authorization: 'Bearer t', 'x-key': 'k' },
    ],
  ])('%s: sent just so, and nothing besides', (_, values, headers) => {
    expect(hostCredentials.parse(values)).toEqual(values)
    expect(headersWith(values)).toEqual(headers)
  })

  it.each([
    [{ username: 'me' }, 'password'],
    [{ password: 'x' }, 'username'],
    [{ username: 'me', password: 'x', token: 't' }, 'token'],
    [{ headerName: 'X-Key' }, 'headerValue'],
    [{ headerValue: 'k' }, 'headerName'],
    [{ headerName: 'X Key', headerValue: 'k' }, 'headerName'],
    [{ headerName: 'Host', headerValue: 'k' }, 'headerName'],
    [{ headerName: 'Content-Length', headerValue: '0' }, 'headerName'],
    [{ headerName: 'Authorization', headerValue: 'k', token: 't' }, 'headerName'],
  ])('%o is refused at the field that is wrong', (values, field) => {
    expect(hostCredentials.safeParse(values).error?.issues[0]?.path).toEqual([field])
  })

  it('lets Authorization be the header of its own, for schemes that have no field', () => {
    const values = { headerName: 'Authorization', headerValue: 'Token abc' }
    expect(headersWith(hostCredentials.parse(values) as Credentials)).toEqual({ authorization: 'Token abc' })
  })
})
