import { describe, expect, test } from 'vitest'
import { fillTemplate } from '#main/engine/http/fill-template.ts'
import type { RequestTemplate } from '#main/providers/provider-adapter.ts'

const SECRET = 'sk-canary-1234567890'
const TEMPLATE: RequestTemplate = {
  method: 'POST',
  path: '/v1/images',
  headers: { Authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
  body: { prompt: 'ein Käfer' },
}

function filled(template: Partial<RequestTemplate>, credentials = {}, baseUrl = 'https://api.example.com') {
  const result = fillTemplate({ ...TEMPLATE, ...template }, { apiKey: SECRET, ...credentials }, new URL(baseUrl))
  if (!result.ok) throw new Error(result.message)
  return result.request
}

describe('headers', () => {
  test('a secret is not filled in, or ends up beside its prefix', () => {
    expect(filled({}).headers['authorization']).toBe(`Bearer ${SECRET}`)
  })

  test.each([[undefined], ['']])('an optional credential that is %j is sent as an empty header', (apiKey) => {
    expect(Object.keys(filled({}, { apiKey }).headers)).not.toContain('authorization')
  })

  test('Basic credentials are not UTF-8, or half of a pair is sent', () => {
    const headers = { authorization: { basic: { username: 'user', password: 'password' } } }
    const request = filled({ headers }, { user: 'jö', password: 'pä:ss' })
    expect(request.headers['authorization']).toBe(`Basic ${Buffer.from('jö:pä:ss').toString('base64')}`)
    expect(filled({ headers }, { user: 'jö' }).headers['authorization']).toBeUndefined()
  })

  test('a credential is looked up on the prototype', () => {
    expect(filled({ headers: { x: { credential: 'constructor' } } }).headers['x']).toBeUndefined()
  })

  test.each(['key\nx-evil: 1', 'key\r', 'schlüssel', 'key\0'])('a key with %j injects a header or throws', (apiKey) => {
    const result = fillTemplate(TEMPLATE, { apiKey }, new URL('https://api.example.com'))
    expect(result).toMatchObject({ ok: false, class: 'authentication' })
    expect(!result.ok && result.message).not.toContain('key\n')
  })
})

describe('the address', () => {
  test.each([
    ['https://api.example.com', '/v1/images', 'https://api.example.com/v1/images'],
    ['https://api.example.com/', '/v1/images', 'https://api.example.com/v1/images'],
    ['https://api.example.com/proxy/', '/v1/images', 'https://api.example.com/proxy/v1/images'],
    ['https://api.example.com/proxy', 'v1?task_id=7', 'https://api.example.com/proxy/v1?task_id=7'],
    ['http://10.0.0.7:7860', 'http://10.0.0.7:7860/job/7', 'http://10.0.0.7:7860/job/7'],
  ])('%s and %s are joined wrongly', (baseUrl, path, expected) => {
    expect(filled({ path }, {}, baseUrl).url.href).toBe(expected)
  })

  test.each([
    'https://evil.example/v1',
    'http://api.example.com/v1',
    'https://api.example.com:444/v1',
    'https://api.example.com@evil.example/',
    'https://api.example.com.evil.example/',
    'HTTPS://evil.example/',
  ])('credentials are sent to %s', (path) => {
    expect(fillTemplate({ ...TEMPLATE, path }, { apiKey: SECRET }, new URL('https://api.example.com'))).toMatchObject({
      ok: false,
      class: 'malformed-reply',
    })
  })

  test.each(['//evil.example/x', '/\\evil.example/x', '/@evil.example'])('the path %s leads away', (path) => {
    expect(filled({ path }).url.origin).toBe('https://api.example.com')
  })
})

test('the body is not JSON in UTF-8', () => {
  const request = filled({})
  expect(new TextDecoder().decode(request.body ?? undefined)).toBe('{"prompt":"ein Käfer"}')
  expect(request.headers['content-type']).toBe('application/json')
  expect(filled({ method: 'GET', body: null }).headers['content-type']).toBeUndefined()
})
