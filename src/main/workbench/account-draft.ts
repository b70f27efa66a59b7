import { isDeepStrictEqual } from 'node:util'
import type { AccountChange } from '#shared/contract/account.ts'
import type { Account, SshTunnel } from '#shared/domain/account.ts'
import type { Problem } from '#shared/errors.ts'
import type { AccountProvider } from './account-providers.ts'
import { judgeBaseUrl } from './judge-base-url.ts'

/** The part of an account that its user writes, less the credentials. */
export type AccountDraft = Pick<
  Account,
  'label' | 'baseUrl' | 'region' | 'tier' | 'concurrency' | 'certificateSha256' | 'tunnel'
>

/** Whether requests would go another way, or be told apart by the provider, than before. A label changes nothing. */
export function isReallyChanged(before: AccountDraft, after: AccountDraft): boolean {
  return (['baseUrl', 'region', 'tier', 'certificateSha256', 'tunnel'] as const).some(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  )
}

/** An account as it will be: what is absent in the change stays as it was. */
export function draftOf(
  change: AccountChange,
  existing: Account | null,
  { descriptor }: AccountProvider,
): AccountDraft {
  const kept = existing ?? NOTHING
  const draft = {
    label: change.label ?? existing?.label ?? descriptor.name,
    baseUrl: change.baseUrl === undefined ? kept.baseUrl : change.baseUrl,
    region: change.region === undefined ? kept.region : change.region,
    tier: change.tier === undefined ? kept.tier : change.tier,
    concurrency: change.concurrency === undefined ? kept.concurrency : change.concurrency,
    certificateSha256: change.certificateSha256 === undefined ? kept.certificateSha256 : change.certificateSha256,
    tunnel: change.tunnel === undefined ? kept.tunnel : change.tunnel,
  }
  return { ...draft, tunnel: withoutStalePin(draft.tunnel, kept.tunnel) }
}

const NOTHING: Omit<AccountDraft, 'label'> = {
  baseUrl: null,
  region: null,
  tier: null,
  concurrency: null,
  certificateSha256: null,
  tunnel: null,
}

/** A pinned host key belongs to one server: it does not move along to another address. */
function withoutStalePin(tunnel: SshTunnel | null, before: SshTunnel | null): SshTunnel | null {
  if (tunnel === null || before === null || tunnel.hostKeySha256 !== before.hostKeySha256) return tunnel
  const sameServer = tunnel.host === before.host && tunnel.port === before.port
  return sameServer ? tunnel : { ...tunnel, hostKeySha256: null }
}

/** What does not fit, each with its place. */
export function judgeDraft(draft: AccountDraft, { descriptor }: AccountProvider): Problem[] {
  const { baseUrl, certificateSha256, tunnel } = draft
  const problems: Problem[] = []
  const address = baseUrl ?? descriptor.defaultBaseUrl
  const badAddress = baseUrl === null ? null : judgeBaseUrl(baseUrl)
  if (badAddress !== null) problems.push({ path: 'baseUrl', message: badAddress })
  if (address === null) {
    problems.push({
      path: 'baseUrl',
      message: `${descriptor.name} runs at an address of yours. Enter it, such as https://gpu.example.org.`,
    })
  }
  if (certificateSha256 !== null && address !== null && !/^https:/i.test(address)) {
    problems.push({
      path: 'certificateSha256',
      message: 'Only an https address shows a certificate that could be pinned.',
    })
  }
  if (tunnel !== null && (tunnel.authentication === 'key-file') !== (tunnel.keyFile !== null)) {
    const message =
      tunnel.keyFile === null
        ? 'Say where the private key is: the path of its file on this machine.'
        : 'A key file is only read when the tunnel is opened with a key file.'
    problems.push({ path: 'tunnel.keyFile', message })
  }
  return problems
}
