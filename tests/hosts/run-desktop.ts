import { once } from 'node:events'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as ElectronStandIn from '#tests/support/electron-stand-in.ts'

/**
 * Plays Electron to the built desktop door, in a process of its own: `node run-desktop.ts <data folder>`. Prints what was
 * seen as one JSON object; the test that started it judges.
 */
const standIn = pathToFileURL(resolve(import.meta.dirname, '../support/electron-stand-in.ts')).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

const electron: typeof ElectronStandIn = await import(standIn)
const { app, BrowserWindow, calls, preventable, schemes } = electron
app.dataDirectory = process.argv[2] ?? ''

const opened = once(app, 'window-opened')
const door: unknown = await import(pathToFileURL(resolve(import.meta.dirname, '../../out/main/index.js')).href)
const beforeReady = { windows: BrowserWindow.windows.length, calls: [...calls], schemes: schemes.privileged, door }
app.becomeReady()
await opened

const ask = async (url: string, init?: RequestInit) => {
  const response = await schemes.handlers.get('assay')?.(new Request(url, init))
  return {
    status: response?.status,
    type: response?.headers.get('content-type'),
    policy: response?.headers.get('content-security-policy'),
    text: await response?.text(),
  }
}
const [window] = BrowserWindow.windows
const leaving = preventable('https://example.com/')
window?.webContents.emit('will-navigate', leaving)
const seen = {
  beforeReady,
  url: window?.url,
  page: await ask('assay://workbench/'),
  status: await ask('assay://workbench/rpc/system/status', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  }),
  elsewhere: await ask('assay://evil/'),
  leavingPrevented: leaving.defaultPrevented,
  outside: window?.webContents.openHandler?.({ url: 'https://example.com/' }),
}
app.quit()
while (calls.at(-1) !== 'quit') await new Promise((next) => setImmediate(next))
console.log(JSON.stringify({ ...seen, calls }))
