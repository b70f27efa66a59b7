import { readFile } from 'node:fs/promises'
import type { ConnectConfig } from 'ssh2'
import type { TunnelAccess } from '../ports.ts'
import { TunnelError } from './tunnel-error.ts'

type Authentication = Pick<ConnectConfig, 'agent' | 'password' | 'privateKey' | 'passphrase'>

/**
 * How to prove who is there, by the account's choice and by nothing else.
 * @throws TunnelError where the key file, its passphrase, the password or the agent is missing or of no use
 */
export async function readAuthentication(access: TunnelAccess): Promise<Authentication> {
  if (access.authentication === 'key-file') return await readKey(access)
  if (access.authentication === 'password') {
    if (access.password === null) throw refusal(`The password for ${nameOf(access)} is not set. Set it in the account.`)
    return { password: access.password }
  }
  if (access.agentSocket === null) {
    throw refusal('No ssh-agent runs here (SSH_AUTH_SOCK is not set). Start one, or choose a key file.')
  }
  return { agent: access.agentSocket }
}

/** `user@host:port`, as people know a tunnel. */
export function nameOf({ username, host, port }: TunnelAccess): string {
  return `${username}@${host}:${port}`
}

async function readKey({ keyFile, keyPassphrase }: TunnelAccess): Promise<Authentication> {
  if (keyFile === null) throw refusal('The account names no key file for its SSH tunnel.')
  let privateKey: Buffer
  try {
    privateKey = await readFile(keyFile)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw refusal(`The key file ${keyFile} can't be read${code}.`)
  }
  const passphrase = keyPassphrase ?? undefined
  // A CommonJS package: its `utils` can't be imported by name.
  const { default: ssh2 } = await import('ssh2')
  const parsed = ssh2.utils.parseKey(privateKey, passphrase)
  if (parsed instanceof Error) {
    throw refusal(
      /passphrase|decrypt|encrypted/i.test(parsed.message)
        ? `The key file ${keyFile} is encrypted, and its passphrase is missing or wrong. The ssh-agent can hold such a key: run "ssh-add ${keyFile}", and choose the agent.`
        : `The key file ${keyFile} holds no private key that can be used.`,
    )
  }
  return passphrase === undefined ? { privateKey } : { privateKey, passphrase }
}

function refusal(message: string): TunnelError {
  return new TunnelError(message, { mayPass: false })
}
