import { describe, expect, it } from 'vitest'
import { describeProvider, environmentVariable } from '#main/providers/describe-provider.ts'
import { a1111 } from '#main/providers/a1111/index.ts'
import { modal } from '#main/providers/modal/index.ts'
import { novita } from '#main/providers/novita/index.ts'

describe('describeProvider', () => {
  it('derives each credential field from the schema: whether it is needed, secret, and what its variable is called', () => {
    const fields = [novita, modal, a1111].flatMap(
      (adapter) => describeProvider(adapter, { ready: false, simulator: true }).credentials,
    )
    expect(fields.map((field) => [field.environmentVariable, field.label, field.secret, field.required])).toEqual([
      ['ASSAY_NOVITA_API_KEY', 'API key', true, true],
      ['ASSAY_MODAL_KEY', 'Modal-Key', true, false],
      ['ASSAY_MODAL_SECRET', 'Modal-Secret', true, false],
      ['ASSAY_A1111_USERNAME', 'user name', false, false],
      ['ASSAY_A1111_PASSWORD', 'password', true, false],
      ['ASSAY_A1111_TOKEN', 'bearer token', true, false],
      ['ASSAY_A1111_HEADER_NAME', 'name of another header', false, false],
      ['ASSAY_A1111_HEADER_VALUE', 'value of that header', true, false],
    ])
  })

  it('passes on what only the caller knows', () => {
    expect(describeProvider(modal, { ready: true, simulator: false })).toMatchObject({ ready: true, simulator: false })
  })

  it('names a variable that a shell accepts, whatever the provider is called', () => {
    expect(environmentVariable('fal-ai.v2', 'accessKeyId')).toBe('ASSAY_FAL_AI_V2_ACCESS_KEY_ID')
  })
})

describe('credentials that go together', () => {
  it.each([
    [modal, { key: 'wk-1', secret: 'ws-1' }, null],
    [modal, {}, null],
    [modal, { key: 'wk-1' }, 'secret'],
    [modal, { secret: 'ws-1' }, 'key'],
    [modal, { key: 'ak-1', secret: 'as-1' }, 'key'],
    [a1111, { username: 'me', password: 'x' }, null],
    [a1111, { username: 'me' }, 'password'],
    [a1111, {}, null],
  ])('half a pair or the wrong kind of token is refused at its field (%#)', (adapter, values, field) => {
    const parsed = adapter.descriptor.credentials.safeParse(values)
    expect(parsed.success ? null : parsed.error.issues[0]?.path[0]).toBe(field)
  })
})
