import { findOrInstallSshd } from './find-sshd.ts'

// Run before the tests: the SSH tunnels are tested against a real server.
try {
  process.stdout.write(`SSH server for the tests: ${await findOrInstallSshd()}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
