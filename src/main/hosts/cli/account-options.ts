import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { AccountChangeInput } from '#shared/contract/account.ts'
import type { SshTunnel } from '#shared/domain/account.ts'
import type { CredentialField } from '#shared/domain/provider.ts'
import { AssayError } from '#shared/errors.ts'
import { wholeNumber, type CommonOptions } from './command-context.ts'

export interface AccountOptions extends CommonOptions {
  label?: string
  baseUrl?: string
  region?: string
  tier?: string
  concurrency?: number
  field?: string[]
  certificate?: string
  ssh?: string | false
  sshKey?: string
  sshPassword?: boolean
  stdin?: boolean
  secrets?: boolean
}

/** What can be said of an account on the command line: everything but its secrets. */
export function addAccountOptions(command: Command): Command {
  return command
    .option('--label <text>', 'what you call it')
    .option('--base-url <url>', 'replaces the provider’s own address')
    .option('--region <text>', 'where it is')
    .option('--tier <text>', 'which plan you are on')
    .option('--concurrency <number>', 'most requests in flight', wholeNumber('--concurrency', 1, 256))
    .option('--field <name=value...>', 'credential fields that are no secrets, such as username=me')
    .option('--certificate <sha256>', 'fingerprint of a self-signed certificate to be accepted')
    .option('--ssh <user@host[:port]>', 'open an SSH tunnel to reach the address; by the running ssh-agent')
    .option('--no-ssh', 'reach the address directly')
    .option('--ssh-key <file>', 'open it with this private key')
    .option('--ssh-password', 'open it with a password, which is asked')
    .option('--secrets', 'ask for the secrets anew')
    .addOption(new Option('--stdin', 'read secrets as field=value lines from the standard input').conflicts('secrets'))
}

/**
 * The change that the options describe.
 * @throws AssayError BAD_USAGE for a secret among the arguments, or a tunnel that can't be read
 */
export function accountChange(
  options: AccountOptions,
  credentials: readonly CredentialField[],
): AccountChangeInput & { fields: Record<string, string> } {
  const { label, baseUrl, region, tier, concurrency, certificate } = options
  const tunnel = tunnelOf(options)
  return {
    ...(label !== undefined && { label }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(region !== undefined && { region }),
    ...(tier !== undefined && { tier }),
    ...(concurrency !== undefined && { concurrency }),
    ...(certificate !== undefined && { certificateSha256: certificate.replaceAll(':', '').toLowerCase() }),
    ...(tunnel !== undefined && { tunnel }),
    fields: plainFields(options.field ?? [], credentials),
  }
}

function plainFields(given: readonly string[], credentials: readonly CredentialField[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text): [string, string] => {
      const at = text.indexOf('=')
      const name = at === -1 ? text : text.slice(0, at)
      if (at === -1) throw new AssayError('BAD_USAGE', `--field takes name=value, such as username=me.`)
      if (credentials.some((field) => field.name === name && !field.secret)) return [name, text.slice(at + 1)]
      const plain = credentials.filter(({ secret }) => !secret).map((field) => field.name)
      const known = plain.length === 0 ? 'This provider has none.' : `It takes: ${plain.join(', ')}.`
      // The text behind the name may be a key that was put in the wrong place: it is not repeated.
      throw new AssayError(
        'BAD_USAGE',
        `--field takes no secret, and "${name}" is one or is no field of this provider. ${known} Secrets are asked, or read with --stdin. If this was a key, shells remember it: make a new one.`,
      )
    }),
  )
}

/** undefined where nothing is said of a tunnel. */
function tunnelOf({ ssh, sshKey, sshPassword }: AccountOptions): SshTunnel | null | undefined {
  if (ssh === false) return null
  if (ssh === undefined) {
    if (sshKey === undefined && sshPassword !== true) return undefined
    throw new AssayError('BAD_USAGE', 'Say where the tunnel leads, too: --ssh user@host.')
  }
  const [, username, host, port] = /^([^@\s]+)@(\[[^\]]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(ssh) ?? []
  if (username === undefined || host === undefined) {
    throw new AssayError('BAD_USAGE', `--ssh takes user@host or user@host:port, not "${ssh}".`)
  }
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? 22 : Number(port),
    username,
    authentication: sshKey !== undefined ? 'key-file' : sshPassword === true ? 'password' : 'agent',
    keyFile: sshKey === undefined ? null : resolve(sshKey),
    hostKeySha256: null,
  }
}
