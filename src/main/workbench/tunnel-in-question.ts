import type { TunnelAccess } from '#main/engine/ports.ts'
import type { CertificateQuestion } from '#shared/contract/account.ts'
import type { SshTunnel } from '#shared/domain/account.ts'
import type { WorkbenchContext } from './context.ts'
import { findAccount } from './find-account.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'store'>

/** The secret that each way of proving who is there may need. */
const SECRET_OF = { password: 'sshPassword', 'key-file': 'sshKeyPassphrase', agent: null } as const

/**
 * The tunnel of an account while it is being changed, with what opens it. A secret and a host key that are kept are for the
 * server that they were entered for: no other one gets them.
 * @returns null where there is none
 * @throws AssayError NOT_FOUND, or what the vault says
 */
export async function tunnelInQuestion(question: CertificateQuestion, context: Context): Promise<TunnelAccess | null> {
  const { accountId, fields } = question
  const kept = accountId === undefined ? null : findAccount(accountId, context).tunnel
  const tunnel = question.tunnel === undefined ? kept : question.tunnel
  if (tunnel === null) return null
  const isKept = accountId !== undefined && isKeptServer(accountId, tunnel, context)
  const name = SECRET_OF[tunnel.authentication]
  const typed = name === null ? undefined : fields[name]
  const secret = typed || (name !== null && isKept ? await keptSecret(accountId, name, context) : null)
  const stale = !isKept && tunnel.hostKeySha256 === kept?.hostKeySha256
  return {
    ...tunnel,
    hostKeySha256: stale ? null : tunnel.hostKeySha256,
    password: tunnel.authentication === 'password' ? secret : null,
    keyPassphrase: tunnel.authentication === 'key-file' ? secret : null,
    agentSocket: context.ports.sshAgentSocket,
  }
}

/** Whether a tunnel leads to the server that the account as it is kept goes through. */
export function isKeptServer(
  accountId: string,
  { host, port, username }: Pick<SshTunnel, 'host' | 'port' | 'username'>,
  context: Pick<Context, 'store'>,
): boolean {
  const kept = findAccount(accountId, context).tunnel
  return kept !== null && kept.host === host && kept.port === port && kept.username === username
}

/** The vault is opened only where it holds what is needed. */
async function keptSecret(accountId: string, name: string, context: Context): Promise<string | null> {
  if (!findAccount(accountId, context).fieldsSet.includes(name)) return null
  return (await context.accountSecrets.read(accountId))[name] ?? null
}
