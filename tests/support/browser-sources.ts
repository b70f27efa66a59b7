import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright'
import { browserCandidates } from '#main/hosts/pdf/browser-candidates.ts'
import type { Source } from './choose-browser.ts'

const INSTALL_LIMIT_MS = 300_000

/** Browsers that are on this machine already. */
export const presentBrowsers: readonly Source[] = [
  {
    name: 'installed browsers',
    candidates: () =>
      browserCandidates({ platform: process.platform, environment: process.env, homeDirectory: homedir() }),
  },
  { name: 'Playwright’s own', candidates: () => [chromium.executablePath()] },
]

/** Browsers that have to be fetched first. The system's packages are touched by root on a Debian-like system only. */
export const fetchedBrowsers: readonly Source[] = [
  {
    name: 'npx playwright install chromium',
    prepare: () => {
      const packageFile = createRequire(import.meta.url).resolve('playwright/package.json')
      return run(process.execPath, [join(dirname(packageFile), 'cli.js'), 'install', 'chromium'])
    },
    candidates: () => [chromium.executablePath()],
  },
  ...(process.getuid?.() === 0 && existsSync('/etc/debian_version')
    ? [
        {
          name: 'apt-get install chromium',
          prepare: async () =>
            (await run('apt-get', ['update'])) &&
            (await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'])),
          candidates: () => ['/usr/bin/chromium'],
        },
      ]
    : []),
]

/** Runs an installer with its words on the error output. True where it ended well in time. */
async function run(program: string, words: string[]): Promise<boolean> {
  const child = spawn(program, words, {
    stdio: ['ignore', 2, 2],
    timeout: INSTALL_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  try {
    const [code] = await once(child, 'exit')
    return code === 0
  } catch {
    // The installer itself is not there.
    return false
  }
}
