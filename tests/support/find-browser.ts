import { existsSync } from 'node:fs'
import { fetchedBrowsers, presentBrowsers } from './browser-sources.ts'
import { chooseBrowser, type Source } from './choose-browser.ts'
import { opensAPage } from './opens-a-page.ts'
import { rememberBrowser, rememberedBrowser } from './remembered-browser.ts'

const WHAT_TO_DO =
  'Install Google Chrome, Microsoft Edge or Chromium (on Debian: apt-get install chromium), or name one with ASSAY_BROWSER=/path/to/it.'

/**
 * A Chromium that works here, for tests: ASSAY_BROWSER, else the one that was found before, else the first of those on
 * this machine that opens a page. What was found is remembered, because trying costs about a second.
 * @throws Error that says what to install
 */
export function findBrowser(): Promise<string> {
  return find(presentBrowsers)
}

/** As `findBrowser`, and fetches one where there is none. Writes its progress to the error output. */
export function findOrFetchBrowser(): Promise<string> {
  return find([...presentBrowsers, ...fetchedBrowsers])
}

async function find(sources: readonly Source[]): Promise<string> {
  const wanted = process.env['ASSAY_BROWSER'] ?? ''
  if (wanted === '') {
    const remembered = rememberedBrowser()
    if (remembered !== null) return remembered
  }
  const found = await chooseBrowser({
    sources: wanted === '' ? sources : [{ name: wanted, candidates: () => [wanted] }],
    exists: existsSync,
    opens: opensAPage,
    say: (line) => process.stderr.write(`${line}\n`),
  })
  if (found !== null) {
    rememberBrowser(found)
    return found
  }
  throw new Error(
    wanted === ''
      ? `No browser on this machine could open a page. ${WHAT_TO_DO}`
      : `ASSAY_BROWSER names ${wanted}, which could not open a page. ${WHAT_TO_DO}`,
  )
}
