import { describe, expect, test } from 'vitest'
import { changeFromDraft, draftOfAccount, NEW_TUNNEL, wayFromDraft } from '#renderer/features/accounts/account-draft.ts'
import { describeCancellation, describeWebhooks } from '#renderer/features/accounts/describe-facts.ts'
import { groupAccounts } from '#renderer/features/accounts/prepare-accounts.ts'
import { prepareCheckRows } from '#renderer/features/accounts/prepare-check-rows.ts'
import { CheckState, type AccountCheck } from '#shared/domain/account.ts'
import { account, provider } from './sample-provider.ts'

const check: AccountCheck = {
  state: 'valid',
  message: 'The key was accepted.',
  checkedAt: '2026-11-22T09:00:00.000Z',
  answeredMs: 38,
  balanceMicros: null,
}
const time = () => '09:00'

describe('a saved account', () => {
  const known = account('account-1', 'novita', {
    fieldsSet: ['apiKey', 'organization'],
    plainFields: { organization: 'acme' },
  })
  test('is sent back no credential that nobody touched', () => {
    expect(changeFromDraft(draftOfAccount(known), known, provider('novita')).change?.fields).toEqual({})
  })
  test('keeps the secret that is set where its field was opened and left empty', () => {
    const draft = { ...draftOfAccount(known), fields: { apiKey: '', organization: 'acme' } }
    expect(changeFromDraft(draft, known, provider('novita')).change?.fields).toEqual({})
  })
  test('loses a secret only where it was removed, and a plain field where it was emptied', () => {
    const draft = { ...draftOfAccount(known), fields: { organization: '' }, removed: ['apiKey'] }
    expect(changeFromDraft(draft, known, provider('novita')).change?.fields).toEqual({ apiKey: '', organization: '' })
  })
  test('of a provider is never sent as one of another', () => {
    expect(changeFromDraft(draftOfAccount(known), known, provider('novita')).change).not.toHaveProperty('providerId')
    expect(changeFromDraft(draftOfAccount(null), null, provider('novita')).change).not.toHaveProperty('accountId')
  })
  test('loses the host key that a check pinned while the form was open, or keeps one that was to be forgotten', () => {
    const tunnel = { host: 'gpu', port: 22, username: 'me', authentication: 'agent' as const, keyFile: null }
    const before = account('account-1', 'comfyui', { tunnel: { ...tunnel, hostKeySha256: null } })
    const draft = draftOfAccount(before)
    const checked = { ...before, tunnel: { ...tunnel, hostKeySha256: 'abc' } }
    expect(changeFromDraft(draft, checked, provider('comfyui')).change?.tunnel?.hostKeySha256).toBe('abc')
    expect(wayFromDraft(draft, checked)).toEqual({ accountId: 'account-1', tunnel: checked.tunnel, fields: {} })
    if (draft.tunnel === null) throw new Error('The tunnel is lost.')
    const forgotten = { ...draft, tunnel: { ...draft.tunnel, forgetHostKey: true } }
    expect(changeFromDraft(forgotten, checked, provider('comfyui')).change?.tunnel?.hostKeySha256).toBeNull()
  })
  test('is asked for its certificate around a tunnel that is half typed, or without the password that was', () => {
    const tunnel = { ...NEW_TUNNEL, host: 'gpu', username: 'me', authentication: 'password' as const }
    const fields = { sshPassword: 'typed', token: 'canary' }
    expect(wayFromDraft({ tunnel: { ...tunnel, host: '' }, fields }, null)).toBeNull()
    expect(wayFromDraft({ tunnel, fields }, null)).toMatchObject({ fields: { sshPassword: 'typed' } })
    expect(JSON.stringify(wayFromDraft({ tunnel, fields }, null))).not.toContain('canary')
    expect(wayFromDraft({ tunnel: null, fields: {} }, known)).toEqual({
      accountId: 'account-1',
      tunnel: null,
      fields: {},
    })
  })
  test('with a half-typed tunnel or bound is refused at the field', () => {
    const draft = {
      ...draftOfAccount(known),
      concurrency: 'many',
      tunnel: { ...NEW_TUNNEL, authentication: 'key-file' as const, port: '70000' },
    }
    expect(changeFromDraft(draft, known, provider('comfyui')).problems.map(({ path }) => path)).toEqual([
      'concurrency',
      'tunnel.port',
      'tunnel.host',
      'tunnel.username',
      'tunnel.keyFile',
    ])
  })
})

describe('the list of accounts', () => {
  test('hides what the environment gives, or shows a provider that needs nothing as if it were set up', () => {
    const groups = groupAccounts(
      [],
      [
        provider('segmind', { ready: true }),
        provider('comfy-cloud', {
          ready: true,
          credentials: [
            { name: 'apiKey', label: 'key', secret: true, required: false, environmentVariable: 'ASSAY_Y_API_KEY' },
          ],
        }),
      ],
      time,
    )
    expect(groups.map(({ title, entries }) => [title, entries[0]?.name])).toEqual([
      ['Providers with an API', 'segmind'],
      ['Not set up', 'comfy-cloud'],
    ])
  })
  test('calls an account that was refused a checked one', () => {
    const refused = account('account-1', 'novita', { lastCheck: { ...check, state: 'refused' } })
    const [group] = groupAccounts([refused], [provider('novita')], time)
    expect(group?.entries[0]).toMatchObject({ end: 'key refused', alarm: true })
  })
})

describe('what a check found', () => {
  const facts = provider('novita').account
  test('writes a balance that nobody told as zero', () => {
    for (const state of CheckState.options) {
      const text = JSON.stringify(prepareCheckRows({ ...check, state }, { account: facts }))
      expect(text).not.toContain('$0')
    }
    expect(prepareCheckRows({ ...check, balanceMicros: 0 }, { account: facts })[2]?.text).toBe('$0.00 left')
  })
  test('marks a key as accepted that was not', () => {
    const good = CheckState.options.filter(
      (state) => prepareCheckRows({ ...check, state }, { account: facts })[1]?.mark === 'good',
    )
    expect(good).toEqual(['valid', 'no-credit'])
  })
})

test('a fact that is not documented is told as one', () => {
  expect(describeWebhooks({ offered: true, signing: null })).toContain('not documented')
  expect(describeCancellation({ offered: 'while-queued', note: null })).toContain('queue')
})
