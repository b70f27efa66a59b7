import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { Server } from 'ssh2'
import { onTestFinished } from 'vitest'

/**
 * An SSH server on loopback that takes one password from anybody. OpenSSH asks the system for passwords, and a test can't know
 * one: here ssh2's own server takes it, by one of the two ways there are.
 */
export async function startPasswordServer(
  password: string,
  way: 'password' | 'keyboard-interactive' = 'password',
): Promise<{ host: string; port: number; loginCount: () => number }> {
  let logins = 0
  const server = new Server({ hostKeys: [hostKey()] }, (client) => {
    client.on('error', () => undefined)
    client.on('ready', () => {
      logins += 1
    })
    client.on('authentication', (context) => {
      if (context.method !== way) context.reject([way])
      else if (context.method === 'password') {
        if (context.password === password) context.accept()
        else context.reject()
      } else if (context.method === 'keyboard-interactive') {
        context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => {
          if (answer === password) context.accept()
          else context.reject()
        })
      }
    })
    client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
      const socket = connect(destPort, destIP)
      socket.pipe(accept()).pipe(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, loginCount: () => logins }
}

/** Of the runtime's making: of those that ssh2 makes itself, one in three hundred can't be read by it. */
function hostKey(): string {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
  })
  return privateKey
}
