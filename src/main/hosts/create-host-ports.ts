import { randomBytes } from 'node:crypto'
import type { HostPorts, PdfPrinter } from '#main/workbench/ports.ts'
import type { SystemKeychain } from '#main/vault/system-keychain.ts'
import { environmentSecrets } from './environment-secrets.ts'
import { findInstallation } from './installation.ts'
import { browserPrinter } from './pdf/browser-printer.ts'
import { proxySchemes } from './proxy-schemes.ts'
import { timeOrderedIds } from './time-ordered-ids.ts'

/** Opens a vault that is under a passphrase where nobody can type one. */
export const PASSPHRASE_VARIABLE = 'ASSAY_VAULT_PASSPHRASE'

/** What every door supplies in the same way: the real clock, fresh ids, the installation’s folders, keys from the environment. */
export function createHostPorts(options: {
  host: HostPorts['host']
  dataDirectory: string
  environment: Readonly<Record<string, string | undefined>>
  /** None if absent. */
  keychain?: SystemKeychain
  /** A browser of this machine if absent. */
  printPdf?: PdfPrinter
  /** Asks a person at a terminal; nobody can be asked if absent. */
  promptPassphrase?: () => Promise<string | null>
}): HostPorts {
  const { root: _root, ...installation } = findInstallation()
  return {
    host: options.host,
    secrets: environmentSecrets(options.environment),
    keychain: options.keychain ?? null,
    askPassphrase: async () =>
      options.environment[PASSPHRASE_VARIABLE] || ((await options.promptPassphrase?.()) ?? null),
    sshAgentSocket: options.environment['SSH_AUTH_SOCK'] || null,
    proxySchemes: proxySchemes(options.environment),
    printPdf: options.printPdf ?? browserPrinter(options.environment),
    clock: { now: () => new Date() },
    ids: timeOrderedIds(Date.now, randomBytes),
    dataDirectory: options.dataDirectory,
    ...installation,
  }
}
