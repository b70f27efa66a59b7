import type { AccountChangeInput, CertificateQuestionInput } from '#shared/contract/account.ts'
import type { Account, SshTunnel } from '#shared/domain/account.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { Problem } from '#shared/errors.ts'

/** An account while someone fills it in. Secrets are here only while they are typed: none comes from the workbench. */
export interface AccountDraft {
  label: string
  region: string
  tier: string
  baseUrl: string
  /** Empty means no bound of its own. */
  concurrency: string
  /** What was typed, by field; a field that nobody touched is absent. */
  fields: Readonly<Record<string, string>>
  /** Secrets that are set and shall be forgotten. */
  removed: readonly string[]
  certificateSha256: string | null
  tunnel: TunnelDraft | null
}

export interface TunnelDraft {
  host: string
  port: string
  username: string
  authentication: SshTunnel['authentication']
  keyFile: string
  /** The pinned host key itself is the account's: a check pins one while the form is open, and saving must not take it away. */
  forgetHostKey: boolean
}

export const NEW_TUNNEL: TunnelDraft = {
  host: '',
  port: '22',
  username: '',
  authentication: 'agent',
  keyFile: '',
  forgetHostKey: false,
}

export function draftOfAccount(account: Account | null): AccountDraft {
  const tunnel = account?.tunnel ?? null
  return {
    label: account?.label ?? '',
    region: account?.region ?? '',
    tier: account?.tier ?? '',
    baseUrl: account?.baseUrl ?? '',
    concurrency: account?.concurrency?.toString() ?? '',
    fields: {},
    removed: [],
    certificateSha256: account?.certificateSha256 ?? null,
    tunnel:
      tunnel === null
        ? null
        : {
            host: tunnel.host,
            port: String(tunnel.port),
            username: tunnel.username,
            authentication: tunnel.authentication,
            keyFile: tunnel.keyFile ?? '',
            forgetHostKey: false,
          },
  }
}

export type ChangeFromDraft = { change: AccountChangeInput; problems: [] } | { change: null; problems: Problem[] }

/**
 * What is to be saved. Of credentials only what was touched, so that nothing that this page can't read is overwritten.
 * @param account the one that is changed; null for a new one
 */
export function changeFromDraft(
  draft: AccountDraft,
  account: Account | null,
  provider: Pick<ProviderSummary, 'id'>,
): ChangeFromDraft {
  const problems: Problem[] = []
  const concurrency = readWhole(draft.concurrency, { path: 'concurrency', maximum: 256 }, problems)
  const tunnel = readTunnel(draft.tunnel, account, problems)
  if (account !== null && draft.label.trim() === '') {
    problems.push({ path: 'label', message: 'Give the account a name of your own' })
  }
  if (problems.length > 0) return { change: null, problems }
  const change: AccountChangeInput = {
    ...(account === null ? { providerId: provider.id } : { accountId: account.id }),
    ...(draft.label.trim() === '' ? {} : { label: draft.label.trim() }),
    baseUrl: orNull(draft.baseUrl),
    region: orNull(draft.region),
    tier: orNull(draft.tier),
    concurrency,
    certificateSha256: draft.certificateSha256,
    tunnel,
    fields: readFields(draft, account),
  }
  return { change, problems: [] }
}

/** By which way the address is reached as the form stands: how a certificate is to be asked for. null where the tunnel is not complete. */
export function wayFromDraft(
  { tunnel: typed, fields }: Pick<AccountDraft, 'tunnel' | 'fields'>,
  account: Account | null,
): Omit<CertificateQuestionInput, 'url'> | null {
  const problems: Problem[] = []
  const tunnel = readTunnel(typed, account, problems)
  if (problems.length > 0) return null
  const { sshPassword = '', sshKeyPassphrase = '' } = fields
  return {
    ...(account !== null && { accountId: account.id }),
    tunnel,
    fields: { ...(sshPassword !== '' && { sshPassword }), ...(sshKeyPassphrase !== '' && { sshKeyPassphrase }) },
  }
}

function readFields({ fields, removed }: AccountDraft, account: Account | null): Record<string, string> {
  const read: Record<string, string> = Object.fromEntries(removed.map((name) => [name, '']))
  for (const [name, value] of Object.entries(fields)) {
    const plain = account?.plainFields[name]
    // A secret field that was opened and left empty keeps what is set; a plain one that was emptied is removed.
    if (value === '' ? plain !== undefined : value !== plain) read[name] = value
  }
  return read
}

function readTunnel(tunnel: TunnelDraft | null, account: Account | null, problems: Problem[]): SshTunnel | null {
  if (tunnel === null) return null
  const port = readWhole(tunnel.port, { path: 'tunnel.port', maximum: 65_535 }, problems)
  if (port === null && tunnel.port.trim() === '')
    problems.push({ path: 'tunnel.port', message: 'Type a port, such as 22' })
  if (tunnel.host.trim() === '') problems.push({ path: 'tunnel.host', message: 'Type the server’s name or address' })
  if (tunnel.username.trim() === '') problems.push({ path: 'tunnel.username', message: 'Type the user on that server' })
  const keyFile = tunnel.authentication === 'key-file' ? orNull(tunnel.keyFile) : null
  if (tunnel.authentication === 'key-file' && keyFile === null) {
    problems.push({ path: 'tunnel.keyFile', message: 'Type the path of the private key on this machine' })
  }
  return {
    host: tunnel.host.trim(),
    port: port ?? 22,
    username: tunnel.username.trim(),
    authentication: tunnel.authentication,
    keyFile,
    hostKeySha256: pinnedHostKey(tunnel, account),
  }
}

/** The key that is pinned as the form stands. The workbench itself drops one that was for another server. */
export function pinnedHostKey(tunnel: TunnelDraft, account: Account | null): string | null {
  return tunnel.forgetHostKey ? null : (account?.tunnel?.hostKeySha256 ?? null)
}

function readWhole(text: string, { path, maximum }: { path: string; maximum: number }, problems: Problem[]) {
  if (text.trim() === '') return null
  const number = /^\d+$/.test(text.trim()) ? Number(text.trim()) : 0
  if (number >= 1 && number <= maximum) return number
  problems.push({ path, message: `Type a whole number from 1 to ${maximum.toLocaleString('en-US')}` })
  return null
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
