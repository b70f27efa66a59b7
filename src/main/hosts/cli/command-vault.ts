import type { Command } from 'commander'
import type { VaultStatus } from '#shared/domain/vault.ts'
import { AssayError } from '#shared/errors.ts'
import { PASSPHRASE_VARIABLE } from '../create-host-ports.ts'
import { askHidden } from './ask-hidden.ts'
import { terminal, withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'

const NEW_PASSPHRASE_VARIABLE = 'ASSAY_VAULT_NEW_PASSPHRASE'

const HELP = `
The vault keeps the secrets of accounts in one sealed file of the data folder. A passphrase is asked on the terminal and not
shown; where nobody can be asked it is read from ${PASSPHRASE_VARIABLE} (a new one from ${NEW_PASSPHRASE_VARIABLE}).
It is never an argument, because other programs of the machine can read those. Whoever loses it enters the keys again.
A vault in the system keychain belongs to the desktop window. A command holds the key only while it runs, so there is
nothing to lock here; a workbench that is open is locked in its window.`

export function addVault(program: Command, context: CommandContext): void {
  const vault = program
    .command('vault')
    .description('where the secrets of accounts are kept')
    .addHelpText('after', HELP)
  const command = (name: string, description: string): Command =>
    vault
      .command(name)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print how the vault stands as one JSON object')

  command('status', 'tell how the vault stands').action((options: CommonOptions) =>
    tell(options, context, ({ client }) => client.vault.status()),
  )
  command('set-up', 'make the vault, under a passphrase').action((options: CommonOptions) =>
    tell(options, context, async ({ client }) => {
      const { state } = await client.vault.status()
      if (state !== 'absent') {
        throw new AssayError(
          'BAD_USAGE',
          'There is a vault already. "assay vault change-passphrase" changes its passphrase.',
        )
      }
      const passphrase = await newPassphrase(PASSPHRASE_VARIABLE)
      return client.vault.setUp({ protection: 'passphrase', passphrase })
    }),
  )
  command('change-passphrase', 'seal the vault anew, under another passphrase').action((options: CommonOptions) =>
    tell(options, context, async ({ client }) => {
      const current = await existingPassphrase()
      return client.vault.changePassphrase({ current, next: await newPassphrase(NEW_PASSPHRASE_VARIABLE) })
    }),
  )
}

async function tell(
  options: CommonOptions,
  context: CommandContext,
  work: Parameters<typeof withWorkbench<VaultStatus>>[2],
): Promise<void> {
  const status = await withWorkbench(options, context, work)
  if (options.json === true) printJson(context.output, status)
  else context.output.out(`${status.message}\n${status.file}`)
}

async function existingPassphrase(): Promise<string> {
  const passphrase = process.env[PASSPHRASE_VARIABLE] || (await askHidden('Passphrase of the vault: ', terminal))
  if (passphrase !== null) return passphrase
  throw new AssayError('BAD_USAGE', `Nobody can be asked for the passphrase here. Set ${PASSPHRASE_VARIABLE}.`)
}

/** Typed twice, because a slip in it would lock its owner out. */
async function newPassphrase(variable: string): Promise<string> {
  const given = process.env[variable]
  if (given !== undefined && given !== '') return given
  const first = await askHidden('New passphrase of the vault: ', terminal)
  if (first === null) throw new AssayError('BAD_USAGE', `Nobody can be asked for a passphrase here. Set ${variable}.`)
  if (first === (await askHidden('The same again: ', terminal))) return first
  throw new AssayError('BAD_USAGE', 'The two passphrases differ. Nothing was changed.')
}
