import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base } from '@playwright/test'
import { z } from 'zod'
import { quickenPage, type QuickTime } from './quicken-page.ts'
import { startServing, type ServingProcess } from './serving-process.ts'

const repository = resolve(import.meta.dirname, '../..')

/** A workbench of the test's own: a server process on a data folder that is thrown away. */
export interface ServedWorkbench {
  /** Address with the token; another one after a restart. */
  url: string
  dataDirectory: string
  /** Stops the server as Ctrl C does, starts another one on the same folder, and opens the page anew. */
  restart(): Promise<void>
}

/** A simulated provider: its credentials are made up. */
export interface Simulated {
  providerId: string
  baseUrl: string
  credentials: Record<string, string>
}

const ServeLine = z.object({ url: z.url() })
const SimulateLine = z.object({
  simulators: z.tuple([
    z.object({ providerId: z.string(), baseUrl: z.url(), credentials: z.record(z.string(), z.string()) }),
  ]),
})

interface Fixtures {
  /** How many times as fast as the wall’s the clock of rentals runs, and that of the page with it. */
  timeFactor: number
  /** Asking for it starts the server and opens the page. */
  workbench: ServedWorkbench
  /** Takes a picture of the window and keeps it as `artifacts/screenshots/<name>.png`. */
  keepScreenshot: (name: string) => Promise<void>
  /**
   * Starts a provider's simulator in a process of its own, and stops it after the test. One that rents out machines keeps to
   * `timeFactor`, and has the faults that are named: `no-capacity`, `end-fails:3`.
   */
  simulate: (providerId: string, ...faults: string[]) => Promise<Simulated>
  /** Console errors that the test provokes on purpose. */
  provokedComplaints: RegExp[]
  /** Fails the test when the page wrote an error to its console or threw one. */
  quietConsole: void
}

export const test = base.extend<Fixtures>({
  timeFactor: [1, { option: true }],

  workbench: async ({ page, timeFactor }, use, testInfo) => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'assay-e2e-'))
    const written: string[] = []
    const time: QuickTime = { factor: timeFactor, beganMs: Date.now() }
    let serving: ServingProcess | null = null
    const start = async (): Promise<string> => {
      serving = await serve(dataDirectory, time)
      const { url } = ServeLine.parse(serving.announced)
      await page.goto(url)
      return url
    }
    const stop = async (): Promise<void> => {
      // The page leaves before its server does: what it would say of a server that is gone is nobody's error.
      await page.goto('about:blank')
      if (serving !== null) written.push(await serving.stop())
      serving = null
    }
    try {
      if (timeFactor !== 1) await quickenPage(page, time)
      const workbench: ServedWorkbench = {
        url: await start(),
        dataDirectory,
        restart: async () => {
          await stop()
          workbench.url = await start()
        },
      }
      await use(workbench)
    } finally {
      await stop()
      await testInfo.attach('what the server wrote', { body: written.join('\n') })
      await rm(dataDirectory, { recursive: true, force: true })
    }
  },

  keepScreenshot: async ({ page }, use) => {
    await use(async (name) => {
      await page.screenshot({ path: join(repository, 'artifacts/screenshots', `${name}.png`) })
    })
  },

  simulate: async ({ page, timeFactor }, use) => {
    const running: ServingProcess[] = []
    await use(async (providerId, ...faults) => {
      const words = ['simulate', '--json', '--provider', providerId, '--time-scale', String(1 / timeFactor)]
      const named = faults.flatMap((fault) => ['--fault', `${providerId}=${fault}`])
      const simulators = await startServing('src/main/cli.ts', [...words, ...named])
      running.push(simulators)
      return SimulateLine.parse(simulators.announced).simulators[0]
    })
    // The page leaves first: what it would say of a provider that is gone is nobody's error.
    await page.goto('about:blank')
    await Promise.all(running.map((simulators) => simulators.stop()))
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

/** As people start it, but for the clock of its rentals where time is to pass quickly. */
function serve(dataDirectory: string, { factor, beganMs }: QuickTime): Promise<ServingProcess> {
  const words = ['serve', '--data', dataDirectory, '--port', '0', '--json']
  return factor === 1
    ? startServing('src/main/cli.ts', words)
    : startServing('tests/support/quick-assay.ts', [String(factor), String(beganMs), ...words])
}

export { expect } from '@playwright/test'
