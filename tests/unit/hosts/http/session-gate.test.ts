import { expect, test } from 'vitest'
import { judgeCaller, type Caller } from '#main/hosts/http/session-gate.ts'

const session = { port: 4599, token: 'the-right-token' }
const ours: Caller = {
  method: 'GET',
  address: 'http://127.0.0.1:4599/trials',
  host: '127.0.0.1:4599',
  origin: null,
  fetchSite: 'same-origin',
  cookie: 'the-right-token',
}
const outcome = (change: Partial<Caller>) => {
  const verdict = judgeCaller({ ...ours, ...change }, session)
  return verdict.kind === 'refuse' ? `${verdict.status} ${verdict.reason}` : verdict.kind
}

test.each<[name: string, change: Partial<Caller>, expected: string]>([
  ['the page itself is shut out', {}, 'pass'],
  ['localhost is shut out', { host: 'localhost:4599', address: 'http://localhost:4599/' }, 'pass'],
  ['the page’s own POST is shut out', { method: 'POST', origin: 'http://127.0.0.1:4599' }, 'pass'],
  ['a program without fetch metadata is shut out', { fetchSite: null }, 'pass'],
  ['a typed address is shut out', { fetchSite: 'none' }, 'pass'],
  ['a rebound name gets in', { host: 'evil.example:4599', address: 'http://evil.example:4599/' }, '403 host'],
  [
    'a name that ends like ours gets in',
    { host: 'localhost:4599.evil', address: 'http://localhost:4599/' },
    '403 host',
  ],
  ['another port gets in', { host: '127.0.0.1:4600', address: 'http://127.0.0.1:4600/' }, '403 host'],
  ['a host without its port gets in', { host: '127.0.0.1', address: 'http://127.0.0.1/' }, '403 host'],
  ['a request without Host gets in', { host: null }, '403 host'],
  ['an absolute address beside a right Host gets in', { address: 'http://evil.example/' }, '403 host'],
  ['all interfaces count as ours', { host: '0.0.0.0:4599', address: 'http://0.0.0.0:4599/' }, '403 host'],
  ['the IPv6 loopback counts as ours', { host: '[::1]:4599', address: 'http://[::1]:4599/' }, '403 host'],
  ['a foreign origin gets in', { method: 'POST', origin: 'https://evil.example' }, '403 origin'],
  ['a sandboxed page’s origin gets in', { method: 'POST', origin: 'null' }, '403 origin'],
  ['a neighbour on another port gets in', { method: 'POST', origin: 'http://127.0.0.1:3000' }, '403 origin'],
  ['localhost speaks for 127.0.0.1', { origin: 'http://localhost:4599' }, '403 origin'],
  ['https speaks for http', { origin: 'https://127.0.0.1:4599' }, '403 origin'],
  ['a picture tag on a neighbour’s page brings our cookie', { fetchSite: 'same-site' }, '403 origin'],
  ['a link on another site brings our cookie', { fetchSite: 'cross-site' }, '403 origin'],
  ['no cookie gets in', { cookie: null }, '401 session'],
  ['an empty cookie gets in', { cookie: '' }, '401 session'],
  ['a wrong cookie of the right length gets in', { cookie: 'the-wrong-token' }, '401 session'],
  ['a longer cookie that starts right gets in', { cookie: 'the-right-token-and-more' }, '401 session'],
  ['a cookie of wide characters breaks the comparison', { cookie: 'thé-right-tokén' }, '401 session'],
  ['the right token is refused', { address: 'http://127.0.0.1:4599/?token=the-right-token', cookie: null }, 'admit'],
  ['a wrong token gets in', { address: 'http://127.0.0.1:4599/?token=no', cookie: null }, '401 session'],
  ['an empty token gets in', { address: 'http://127.0.0.1:4599/?token=', cookie: null }, '401 session'],
  [
    'a token is taken on any path, and so ends up in logs and links',
    { address: 'http://127.0.0.1:4599/rpc/x?token=the-right-token', cookie: null },
    '401 session',
  ],
  [
    'a token in a POST is taken',
    { method: 'POST', address: 'http://127.0.0.1:4599/?token=the-right-token', cookie: null },
    '401 session',
  ],
  [
    'another origin may try tokens',
    { address: 'http://127.0.0.1:4599/?token=the-right-token', origin: 'https://evil.example', cookie: null },
    '403 origin',
  ],
])('%s', (_, change, expected) => {
  expect(outcome(change)).toBe(expected)
})

test('a followed link is not told from a typed one, and its redirect loses the cookie', () => {
  const arriving: Caller = { ...ours, address: 'http://127.0.0.1:4599/?token=the-right-token', cookie: null }
  expect(judgeCaller({ ...arriving, fetchSite: 'cross-site' }, session)).toEqual({ kind: 'admit', fromElsewhere: true })
  expect(judgeCaller({ ...arriving, fetchSite: 'none' }, session)).toEqual({ kind: 'admit', fromElsewhere: false })
})
