import { resolve } from 'node:path'
import { app, BrowserWindow, dialog, Menu, protocol, session, shell } from 'electron'
import { applicationMenu } from './application-menu.ts'
import { lockInContents } from './lock-in-contents.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { rentalsAnswer, rentalsQuestion } from './rentals-question.ts'
import { openWindow } from './open-window.ts'
import { isPrinting } from './window-printer.ts'
import { isWorkbenchAddress, WORKBENCH_SCHEME } from './workbench-address.ts'

/** What the desktop door needs of the workbench. */
export interface DesktopWorkbench {
  handler(request: Request): Promise<Response>
  close(): Promise<void>
  openRentals(): Rental[]
  endRentals(atMostMs: number): Promise<Rental[]>
}

export interface DesktopOptions {
  /** @throws AssayError, whose message is shown before the application ends */
  openWorkbench: (dataDirectory: string) => DesktopWorkbench
  /** Pages outside that Assay links to; others are not opened. */
  knownAddresses: readonly string[]
}

/**
 * Runs Assay as a desktop application, on the system's data folder or on `--data=DIR`. Call it while the entry module is
 * evaluated: the scheme can only be registered before Electron is ready.
 */
export function startDesktop({ openWorkbench, knownAddresses }: DesktopOptions): void {
  const dataSwitch = app.commandLine.getSwitchValue('data')
  if (dataSwitch !== '') app.setPath('userData', resolve(dataSwitch))
  // One process per data folder: the lock lives in it.
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme: WORKBENCH_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
  app.on('web-contents-created', (_event, contents) => lockInContents(contents, { knownAddresses, open: openOutside }))

  void app.whenReady().then(() => run(openWorkbench, app.getPath('userData')))
}

function openOutside(address: string): void {
  shell.openExternal(address).catch((error: unknown) => console.error(error))
}

function run(openWorkbench: DesktopOptions['openWorkbench'], dataDirectory: string): void {
  try {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    session.defaultSession.setPermissionCheckHandler(() => false)
    session.defaultSession.setDevicePermissionHandler(() => false)
    const workbench = openWorkbench(dataDirectory)
    closeBeforeQuit(workbench)
    protocol.handle(WORKBENCH_SCHEME, (request) => answer(workbench, request))
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(applicationMenu({ platform: process.platform, packaged: app.isPackaged })),
    )
    openWindow(dataDirectory)
    app.on('second-instance', () => showWindow(dataDirectory))
    app.on('activate', () => showWindow(dataDirectory))
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit()
    })
  } catch (error) {
    dialog.showErrorBox('Assay can’t start', error instanceof Error ? error.message : String(error))
    app.exit(1)
  }
}

/** Only the workbench's own address is answered: a frame that names another host of our scheme finds nothing there. */
async function answer(workbench: DesktopWorkbench, request: Request): Promise<Response> {
  return isWorkbenchAddress(request.url) ? workbench.handler(request) : new Response('Not found.', { status: 404 })
}

function showWindow(dataDirectory: string): void {
  const window = BrowserWindow.getAllWindows().find((each) => !isPrinting(each))
  if (window === undefined) {
    openWindow(dataDirectory)
    return
  }
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Quitting waits until running trials have ended and the database is closed; then it goes on. */
function closeBeforeQuit(workbench: DesktopWorkbench): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    void quit()
  })
  async function quit(): Promise<void> {
    try {
      if (workbench.openRentals().length > 0 && !(await seeToRentals(workbench))) {
        state = 'open'
        return
      }
    } catch (error) {
      console.error(error)
    }
    await close()
  }
  async function close(): Promise<void> {
    try {
      await workbench.close()
    } catch (error) {
      console.error(error)
    }
    state = 'closed'
    app.quit()
  }
}

/** A provider takes seconds; one that has not confirmed by then is asked about again. */
const ENDS_WITHIN_MS = 2 * 60_000

/** Asks what shall become of rented machines, until none is left or somebody leaves them. @returns whether to quit */
async function seeToRentals(workbench: DesktopWorkbench): Promise<boolean> {
  for (;;) {
    const question = rentalsQuestion(workbench.openRentals())
    if (question === null) return true
    const { response } = await dialog.showMessageBox({ type: 'warning', defaultId: 0, cancelId: 2, ...question })
    const answer = rentalsAnswer(response)
    if (answer !== 'end') return answer === 'leave'
    await workbench.endRentals(ENDS_WITHIN_MS)
  }
}
