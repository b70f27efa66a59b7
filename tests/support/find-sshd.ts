import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const INSTALL_LIMIT_MS = 300_000
const WHAT_TO_DO =
  'The tests of SSH tunnels need the OpenSSH server. Install it (on Debian: apt-get install openssh-server).'

/**
 * The OpenSSH server of this machine, which is not on everybody's search path.
 * @throws Error that says what to install
 */
export function findSshd(): string {
  const found = candidates().find(existsSync)
  if (found === undefined) throw new Error(WHAT_TO_DO)
  return found
}

/** As `findSshd`, and installs Debian's package where there is none and that is allowed. Writes its progress to the error output. */
export async function findOrInstallSshd(): Promise<string> {
  if (!candidates().some(existsSync) && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stderr.write('Looking for an SSH server: apt-get install openssh-server …\n')
    await run('apt-get', ['update'])
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'openssh-server', 'openssh-client'])
  }
  return findSshd()
}

function candidates(): string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin']
  return folders.map((folder) => join(folder, 'sshd'))
}

/** What comes of it is seen by looking for the program. */
async function run(program: string, words: string[]): Promise<void> {
  const child = spawn(program, words, {
    stdio: ['ignore', 2, 2],
    timeout: INSTALL_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  await once(child, 'exit').catch(() => undefined)
}
