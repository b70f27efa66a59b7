import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { Client } from 'ssh2'
import type { TunnelAccess } from '../ports.ts'
import { nameOf, readAuthentication } from './authentication.ts'
import { TunnelError } from './tunnel-error.ts'
import { TunnelSocket } from './tunnel-socket.ts'

/** From the first packet to being let in. */
const OPEN_MS = 15_000
/** A line that is dead without a word is noticed after about half a minute. */
const KEEPALIVE_MS = 10_000
const MOST_KEEPALIVES_UNANSWERED = 3

/** An SSH connection that carries others. */
export interface SshSession {
  /** Of the key that the server showed, as OpenSSH prints it after `SHA256:`. */
  hostKeySha256: string
  /** A connection from the server's side to a host as it is known there. */
  connect(host: string, port: number): Promise<Duplex>
  close(): void
}

/**
 * Opens an SSH connection. The host key is compared before anything about the user is sent.
 * @param pinned the only host key that is accepted; null accepts the one that is shown
 * @param broken told once where an open connection breaks; every connection in it ends with the same error
 * @throws TunnelError
 */
export async function openSession(
  access: TunnelAccess,
  { pinned, broken }: { pinned: string | null; broken: (error: TunnelError) => void },
): Promise<SshSession> {
  const authentication = await readAuthentication(access)
  const name = nameOf(access)
  // Loaded where it is needed: it takes a tenth of a second and some memory, and most trials have no tunnel.
  const { default: ssh2 } = await import('ssh2')
  const client = new ssh2.Client()
  const sockets = new Set<TunnelSocket>()
  const { promise, resolve, reject } = Promise.withResolvers<SshSession>()
  let shown: string | null = null
  let state: 'opening' | 'open' | 'over' = 'opening'

  const end = (error: TunnelError): void => {
    if (state === 'opening') reject(error)
    else if (state === 'open') {
      for (const socket of sockets) socket.destroy(error)
      broken(error)
    }
    state = 'over'
    client.destroy()
  }

  client.on('ready', () => {
    if (shown === null) throw new Error('ssh2 let a server pass without asking about its key.')
    state = 'open'
    const close = (): void => {
      state = 'over'
      for (const socket of sockets) socket.destroy()
      client.end()
    }
    resolve({
      hostKeySha256: shown,
      connect: (host, port) => forward(client, sockets, { host, port, name }),
      close,
    })
  })
  client.on('error', (error) => {
    if (state === 'opening' && shown !== null && pinned !== null && !isSameKey(shown, pinned)) {
      end(new TunnelError(changedKey(access, pinned, shown), { mayPass: false }))
    } else end(state === 'opening' ? explainOpening(error, name) : brokenOff(name, error))
  })
  // Before ssh2 tells the connections within: they are to end with the reason.
  client.on('close', () => end(brokenOff(name, null)))

  try {
    client.connect({
      ...authentication,
      host: access.host,
      port: access.port,
      username: access.username,
      readyTimeout: OPEN_MS,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: MOST_KEEPALIVES_UNANSWERED,
      tryKeyboard: access.authentication === 'password',
      hostVerifier: (key: Buffer) => {
        shown = createHash('sha256').update(key).digest('base64').replace(/=+$/, '')
        return pinned === null || isSameKey(shown, pinned)
      },
    })
  } catch {
    // ssh2 throws for settings that it can't use at all, with texts about its own options.
    end(new TunnelError(`The SSH tunnel to ${name} can't be opened with these settings.`, { mayPass: false }))
  }
  // Some servers ask for the password by this way only. Nothing else is ever answered.
  client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) => {
    const [prompt, second] = prompts
    const isPassword = prompt !== undefined && second === undefined && prompt.echo !== true
    answer(isPassword ? [access.password ?? ''] : [])
  })
  return await promise
}

function forward(
  client: Client,
  sockets: Set<TunnelSocket>,
  { host, port, name }: { host: string; port: number; name: string },
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const refused = (): void =>
      reject(
        new TunnelError(`${name} could not connect to ${host}:${port} from its side of the SSH tunnel.`, {
          mayPass: true,
        }),
      )
    try {
      client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
        if (error !== undefined) {
          refused()
          return
        }
        const socket = new TunnelSocket(channel)
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        resolve(socket)
      })
    } catch {
      // The connection broke in this very turn.
      refused()
    }
  })
}

function isSameKey(shown: string, pinned: string): boolean {
  return shown === pinned.replace(/^SHA256:/, '').replace(/=+$/, '')
}

function changedKey(access: TunnelAccess, pinned: string, shown: string): string {
  return (
    `The host key of ${access.host}:${access.port} has changed: SHA256:${shown} was shown, and SHA256:${pinned.replace(/^SHA256:/, '')} is pinned. ` +
    'Nothing was sent. If the machine was set up anew, remove the pinned key from its account (end it, if it is rented); otherwise somebody may be listening.'
  )
}

function explainOpening(error: Error & { level?: string; code?: unknown }, name: string): TunnelError {
  const code = typeof error.code === 'string' ? ` (${error.code})` : ''
  switch (error.level) {
    case 'client-authentication':
      return new TunnelError(
        `${name} did not accept the key or password for the SSH tunnel. Check user and authentication.`,
        { mayPass: false },
      )
    case 'agent':
      return new TunnelError('The ssh-agent could not be asked for its keys.', { mayPass: false })
    case 'client-timeout':
      return new TunnelError(`${name} did not open the SSH tunnel within ${OPEN_MS / 1000} s.`, { mayPass: true })
    case 'handshake':
      return new TunnelError(`${name} and Assay could not agree on how to encrypt the SSH tunnel.`, { mayPass: false })
    case 'protocol':
      return new TunnelError(`What answers at ${name} does not speak SSH.`, { mayPass: true })
    case undefined:
    default:
      return new TunnelError(`The SSH tunnel to ${name} could not be opened${code}.`, { mayPass: true })
  }
}

function brokenOff(name: string, error: (Error & { code?: unknown }) | null): TunnelError {
  const code = typeof error?.code === 'string' ? ` (${error.code})` : ''
  return new TunnelError(`The SSH tunnel to ${name} broke off${code}.`, { mayPass: true })
}
