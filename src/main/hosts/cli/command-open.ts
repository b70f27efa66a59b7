import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Command } from 'commander'
import openInBrowser from 'open'
import { findDesktopRuntime } from '../electron/desktop-runtime.ts'
import { findInstallation } from '../installation.ts'
import type { CommandContext, CommonOptions } from './command-context.ts'
import { serveUntilStopped } from './command-serve.ts'

export function addOpen(program: Command, context: CommandContext): void {
  program
    .command('open')
    .description('open the desktop window, or the same workbench in the browser where there is no desktop runtime')
    .option('--data <dir>', 'where database, pictures and reports live')
    .action(async (options: CommonOptions) => {
      const runtime = findDesktopRuntime()
      if (runtime !== null) {
        const words = [findInstallation().root, ...(options.data === undefined ? [] : [`--data=${options.data}`])]
        const window = spawn(runtime, words, { stdio: 'inherit' })
        const [exitCode] = (await once(window, 'exit')) as [number | null]
        context.exitCode = exitCode === 0 ? 0 : 1
        return
      }
      context.output.err(
        'The desktop runtime is not installed here ("npx install-electron" fetches it), so Assay opens in the browser.',
      )
      await serveUntilStopped({ ...options, port: 0 }, context, async (url) => {
        context.output.out(`Assay is at ${url}`)
        // Without a screen the address above is all there is to give.
        await openInBrowser(url).catch(() => undefined)
      })
    })
}
