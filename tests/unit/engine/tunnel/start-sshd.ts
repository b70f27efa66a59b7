import { spawn, execFileSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { TunnelAccess } from '#main/engine/ports.ts'
import { findSshd } from '#tests/support/find-sshd.ts'

/** An OpenSSH server of the test's own: loopback, its own host key, the test's own user by a key of its own. */
export interface SshdForTest {
  directory: string
  port: number
  keyFile: string
  /** As `ssh-keygen -l` prints it after `SHA256:`. */
  hostKeySha256(): string
  access(changes?: Partial<TunnelAccess>): TunnelAccess
  /** Ends the server and every connection to it, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same port. @param options.newHostKey as if another machine had taken its place */
  restart(options?: { newHostKey: boolean }): Promise<void>
}

const START_WITHIN_MS = 15_000

export async function startSshd(): Promise<SshdForTest> {
  const program = findSshd()
  const directory = mkdtempSync(join(tmpdir(), 'assay-sshd-'))
  const file = (name: string): string => join(directory, name)
  const makeKey = (name: string, passphrase = ''): void => {
    rmSync(file(name), { force: true })
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', file(name)])
  }
  makeKey('host_key')
  makeKey('user_key')
  writeFileSync(file('authorized_keys'), readFileSync(file('user_key.pub')), { mode: 0o600 })
  const port = await freePort()
  writeFileSync(
    file('sshd_config'),
    [
      'ListenAddress 127.0.0.1',
      `Port ${port}`,
      `HostKey ${file('host_key')}`,
      `AuthorizedKeysFile ${file('authorized_keys')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'AllowTcpForwarding local',
    ].join('\n'),
  )
  // Where it is run by root, the server insists on a folder to lock itself in before anybody has logged in.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })

  let running: { process: ChildProcess; exited: Promise<unknown> } | null = null
  const start = async (): Promise<void> => {
    // -D: not in the background; -e: says its complaints aloud.
    const child = spawn(program, ['-D', '-e', '-f', file('sshd_config')], { stdio: 'ignore' })
    running = { process: child, exited: once(child, 'exit') }
    await untilItListens(port)
  }
  const kill = async (): Promise<void> => {
    if (running === null) return
    const { pid, exitCode } = running.process
    if (pid !== undefined && exitCode === null) endFamily(pid)
    await running.exited
    running = null
  }
  onTestFinished(async () => {
    await kill()
    rmSync(directory, { recursive: true, force: true })
  })
  await start()
  return {
    directory,
    port,
    keyFile: file('user_key'),
    hostKeySha256: () => {
      const printed = execFileSync('ssh-keygen', ['-l', '-E', 'sha256', '-f', file('host_key.pub')], {
        encoding: 'utf8',
      })
      return /SHA256:(\S+)/.exec(printed)?.[1] ?? ''
    },
    access: (changes = {}) => ({
      host: '127.0.0.1',
      port,
      username: userInfo().username,
      authentication: 'key-file',
      keyFile: file('user_key'),
      hostKeySha256: null,
      password: null,
      keyPassphrase: null,
      agentSocket: null,
      ...changes,
    }),
    kill,
    restart: async ({ newHostKey } = { newHostKey: false }) => {
      await kill()
      if (newHostKey) makeKey('host_key')
      await start()
    },
  }
}

/** Ends a process and all below it. Each is stopped before its children are listed, so that it can't bring up another. */
function endFamily(pid: number): void {
  signalTo(pid, 'SIGSTOP')
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  for (const child of listed === '' ? [] : listed.split(' ')) endFamily(Number(child))
  signalTo(pid, 'SIGKILL')
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // ESRCH: it ended by itself in between.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilItListens(port: number): Promise<void> {
  const giveUpMs = Date.now() + START_WITHIN_MS
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const answered = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (answered) return
    if (Date.now() > giveUpMs) throw new Error(`The SSH server did not listen on port ${port}.`)
    await sleep(20)
  }
}
