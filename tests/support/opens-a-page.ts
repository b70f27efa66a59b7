import { chromium } from 'playwright'

/** What a test browser is started with everywhere: nothing that calls home, nothing that needs a GPU or a large /dev/shm. */
export const BROWSER_ARGUMENTS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
]

/** Whether the program is a browser that works here: a file that is there may lack its libraries or be a stub. */
export async function opensAPage(executablePath: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS, timeout: 30_000 })
    try {
      const page = await browser.newPage()
      await page.goto('data:text/html,<title>opened</title>')
      return (await page.title()) === 'opened'
    } finally {
      await browser.close()
    }
  } catch {
    // Why it did not open is of no use to whoever has another browser; the last line says what to install.
    return false
  }
}
