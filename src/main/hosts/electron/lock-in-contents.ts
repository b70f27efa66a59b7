import type { WebContents } from 'electron'
import { mayOpenOutside } from './outside-address.ts'
import { isWorkbenchAddress } from './workbench-address.ts'

/**
 * Keeps a page within the workbench: no other address in the window or in a frame, by link, script or redirect; no second
 * window; no embedded web view. A link to a known page outside opens in the system's browser.
 */
export function lockInContents(
  contents: WebContents,
  outside: { knownAddresses: readonly string[]; open: (address: string) => void },
): void {
  contents.on('will-navigate', (details) => {
    if (!isWorkbenchAddress(details.url)) details.preventDefault()
  })
  contents.on('will-frame-navigate', (details) => {
    if (!isWorkbenchAddress(details.url)) details.preventDefault()
  })
  contents.on('will-redirect', (details) => {
    if (!isWorkbenchAddress(details.url)) details.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url, outside.knownAddresses)) outside.open(url)
    return { action: 'deny' }
  })
}
