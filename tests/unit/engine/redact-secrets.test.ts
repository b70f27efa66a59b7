import { expect, test } from 'vitest'
import { createRedact } from '#main/engine/redact-secrets.ts'

test.each([
  ['as it is', 'sk-12345/67+89'],
  ['URL-encoded', 'sk-12345%2F67%2B89'],
  ['as a Basic token', Buffer.from('someone:sk-12345/67+89').toString('base64')],
])('a secret %s stays in a text', (_how, secret) => {
  const redact = createRedact({ user: 'someone', key: 'sk-12345/67+89' })
  expect(redact(`key "${secret}" is wrong, ${secret}!`)).toBe('key "[credential]" is wrong, [credential]!')
})

test('the longer of two keys leaves its end behind', () => {
  const redact = createRedact({ one: 'sk-12345', two: 'sk-12345-67890' })
  expect(redact('sk-12345-67890')).toBe('[credential]')
})

test('an empty or tiny credential eats ordinary text', () => {
  expect(createRedact({ user: 'a', none: '' })('a picture')).toBe('a picture')
})
