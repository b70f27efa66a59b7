import { join } from 'node:path'
import { BrowserWindow, screen } from 'electron'
import { MINIMUM_SIZE, placeWindow } from './window-state.ts'
import { readWindowState, writeWindowState } from './window-state-file.ts'
import { WORKBENCH_URL } from './workbench-address.ts'

/** Opens the workbench in a sandboxed window, where it stood last time, and shows it once it has something to show. */
export function openWindow(dataDirectory: string): BrowserWindow {
  const stateFile = join(dataDirectory, 'window.json')
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id)
  const { maximised, ...bounds } = placeWindow(readWindowState(stateFile), [
    main.workArea,
    ...others.map((display) => display.workArea),
  ])
  const window = new BrowserWindow({
    ...bounds,
    minWidth: Math.min(MINIMUM_SIZE.width, bounds.width),
    minHeight: Math.min(MINIMUM_SIZE.height, bounds.height),
    title: 'Assay',
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  window.on('close', () => {
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximised: window.isMaximized() })
  })
  window.loadURL(WORKBENCH_URL).catch((error: unknown) => console.error(error))
  return window
}
