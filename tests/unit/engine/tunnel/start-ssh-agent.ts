import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SshdForTest } from './start-sshd.ts'

/** An ssh-agent that holds the test's key. @returns its socket, as SSH_AUTH_SOCK would name it */
export async function startSshAgent({ directory, keyFile }: SshdForTest): Promise<string> {
  const socket = join(directory, 'agent.socket')
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(async () => {
    agent.kill()
    await once(agent, 'exit')
  })
  // It says where it listens once it does.
  await once(agent.stdout, 'data')
  execFileSync('ssh-add', ['-q', keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' })
  return socket
}
