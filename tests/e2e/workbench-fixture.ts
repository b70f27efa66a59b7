import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { test as base } from '@playwright/test'
import { z } from 'zod'

const repository = resolve(import.meta.dirname, '../..')

/** A server that has not stopped by then is killed, so that no test leaves one behind. */
const STOP_LIMIT_MS = 10_000

/** A workbench of the test's own: a server process on a data folder that is thrown away. */
export interface ServedWorkbench {
  /** Address with the token. */
  url: string
  dataDirectory: string
}

/** A simulated provider: its credentials are made up. */
export interface Simulated {
  providerId: string
  baseUrl: string
  credentials: Record<string, string>
}

const SimulateLine = z.object({
  simulators: z.array(
    z.object({ providerId: z.string(), baseUrl: z.url(), credentials: z.record(z.string(), z.string()) }),
  ),
})

interface Fixtures {
  /** Asking for it starts the server and opens the page. */
  workbench: ServedWorkbench
  /** Takes a picture of the window and keeps it as `artifacts/screenshots/<name>.png`. */
  keepScreenshot: (name: string) => Promise<void>
  /** Starts simulators in a process of their own, and stops them after the test. */
  simulate: (...providerIds: string[]) => Promise<Simulated[]>
  /** Console errors that the test provokes on purpose. */
  provokedComplaints: RegExp[]
  /** Fails the test when the page wrote an error to its console or threw one. */
  quietConsole: void
}

export const test = base.extend<Fixtures>({
  workbench: async ({ page }, use, testInfo) => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'assay-e2e-'))
    const child = spawn(
      process.execPath,
      [join(repository, 'src/main/cli.ts'), 'serve', '--data', dataDirectory, '--port', '0', '--json'],
      { stdio: ['ignore', 'pipe', 'pipe'], env: environmentWithoutKeys() },
    )
    const ended = once(child, 'exit')
    const errors = text(child.stderr)
    try {
      const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => null)])
      if (line === null) throw new Error(`The workbench did not start: ${await errors}`)
      const { url } = z.object({ url: z.url() }).parse(JSON.parse(String(line[0])))
      await page.goto(url)
      await use({ url, dataDirectory })
    } finally {
      // The page leaves before its server does: what it would say of a server that is gone is nobody's error.
      await page.goto('about:blank')
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
      await ended
      clearTimeout(force)
      await testInfo.attach('what the server wrote', { body: await errors })
      await rm(dataDirectory, { recursive: true, force: true })
    }
  },

  keepScreenshot: async ({ page }, use) => {
    await use(async (name) => {
      await page.screenshot({ path: join(repository, 'artifacts/screenshots', `${name}.png`) })
    })
  },

  simulate: async ({ page }, use) => {
    const stops: (() => Promise<void>)[] = []
    await use(async (...providerIds) => {
      const child = spawn(
        process.execPath,
        [join(repository, 'src/main/cli.ts'), 'simulate', '--json', '--provider', ...providerIds],
        { stdio: ['ignore', 'pipe', 'pipe'], env: environmentWithoutKeys() },
      )
      const ended = once(child, 'exit')
      const errors = text(child.stderr)
      stops.push(async () => {
        child.kill('SIGTERM')
        const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
        await ended
        clearTimeout(force)
      })
      const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => null)])
      if (line === null) throw new Error(`The simulators did not start: ${await errors}`)
      return SimulateLine.parse(JSON.parse(String(line[0]))).simulators
    })
    // The page leaves first: what it would say of a provider that is gone is nobody's error.
    await page.goto('about:blank')
    await Promise.all(stops.map((stop) => stop()))
  },

  provokedComplaints: [[], { option: true }],

  quietConsole: [
    async ({ page, provokedComplaints }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        const provoked = provokedComplaints.some((complaint) => complaint.test(message.text()))
        if (message.type() === 'error' && !provoked) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
      await use()
      if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`)
    },
    { auto: true },
  ],
})

/** A key in the tester's environment would make a provider ready that is not so elsewhere. */
function environmentWithoutKeys(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ASSAY_')))
}

export { expect } from '@playwright/test'
