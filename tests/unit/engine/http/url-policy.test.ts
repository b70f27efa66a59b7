import { describe, expect, test } from 'vitest'
import { isPrivateAddress } from '#main/engine/http/private-address.ts'
import { checkDownloadUrl, checkStatusUrl, urlForRecord } from '#main/engine/http/url-policy.ts'

const PUBLIC = { baseUrl: 'https://api.example.com/v1' }

describe('a picture on the net', () => {
  test.each(['https://cdn.example.net/a.png?sig=1', 'http://93.184.216.34/a', 'https://[2606:4700::1111]/a'])(
    '%s is refused',
    (url) => {
      expect(checkDownloadUrl(url, PUBLIC)).toMatchObject({ ok: true, ownHost: false })
    },
  )

  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'https://user:pass@cdn.example.net/a.png',
    'not a url',
    '/relative.png',
    '',
    `https://cdn.example.net/${'a'.repeat(9000)}`,
  ])('%s is followed', (url) => {
    expect(checkDownloadUrl(url, PUBLIC).ok).toBe(false)
  })

  test('a machine of one’s own can’t serve its pictures: its host is allowed, on any port, and no other private one', () => {
    const own = { baseUrl: 'http://127.0.0.1:7860' }
    expect(checkDownloadUrl('http://127.0.0.1:9000/a.png', own)).toMatchObject({ ok: true, ownHost: true })
    expect(checkDownloadUrl('http://127.0.0.2:9000/a.png', own).ok).toBe(false)
    expect(checkDownloadUrl('http://192.168.1.1/', own).ok).toBe(false)
  })
})

describe('the place to ask after a job', () => {
  const context = { ...PUBLIC, requestUrl: 'https://api.example.com/v1/images' }

  test.each([
    ['https://api.example.com/jobs/1', 'https://api.example.com/jobs/1'],
    ['/v1/images?call=fc-1', 'https://api.example.com/v1/images?call=fc-1'],
    ['?call=fc-1', 'https://api.example.com/v1/images?call=fc-1'],
  ])('%s is refused or read against the wrong base', (url, expected) => {
    const checked = checkStatusUrl(url, context)
    expect(checked.ok && checked.url.href).toBe(expected)
  })

  test.each([
    'https://evil.example/',
    '//evil.example/x',
    'http://api.example.com/x',
    'https://api.example.com:8443/x',
  ])('credentials follow %s', (url) => {
    expect(checkStatusUrl(url, context).ok).toBe(false)
  })
})

test.each(['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '172.32.0.1', '100.128.0.1', '::ffff:8.8.8.8'])(
  'the public address %s counts as private',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  },
)

test('a presigned link is stored with its signature', () => {
  const url = new URL('https://user:pass@s3.example.com/bucket/a.png?X-Amz-Signature=deadbeef&token&k%0Aey=1#frag')
  expect(urlForRecord(url)).toBe('https://s3.example.com/bucket/a.png?X-Amz-Signature=…&…&k%0Aey=…')
})
