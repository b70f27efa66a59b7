import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Rental } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import { exampleRental } from '#tests/support/example-rental.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

/** A fresh stand-in and a fresh door for each test: both keep state in their modules. */
async function setUp() {
  vi.resetModules()
  const electron = await import('#tests/support/electron-stand-in.ts')
  vi.doMock('electron', () => electron)
  const { startDesktop } = await import('#main/hosts/electron/start-desktop.ts')
  electron.app.dataDirectory = await temporaryDirectory()
  const closing = Promise.withResolvers<void>()
  const opened: string[] = []
  /** What is still rented; the machines of the first are confirmed gone at the second time of asking. */
  const rented: Rental[][] = [[]]
  const start = () =>
    startDesktop({
      openWorkbench: (dataDirectory) => {
        opened.push(dataDirectory)
        return {
          handler: async (request) => new Response(`page of ${request.url}`),
          openRentals: () => rented[0] ?? [],
          endRentals: async () => {
            electron.calls.push('machines end')
            rented.shift()
            return rented[0] ?? []
          },
          close: () => {
            electron.calls.push('workbench closes')
            return closing.promise
          },
        }
      },
      knownAddresses: ['https://docs.example/prices'],
    })
  const ready = async () => {
    electron.app.becomeReady()
    await setImmediate()
  }
  return { electron, startDesktop, start, ready, opened, closing, rented }
}
type Desktop = Awaited<ReturnType<typeof setUp>>

let desktop: Desktop
beforeEach(async () => {
  desktop = await setUp()
})

/** Starts as a user does and returns the window. */
async function open() {
  desktop.start()
  await desktop.ready()
  const [window] = desktop.electron.BrowserWindow.windows
  if (window === undefined) throw new Error('no window was opened')
  return window
}

/** Starts, quits, and tells what happened since. */
async function quit(): Promise<string[]> {
  desktop.start()
  await desktop.ready()
  desktop.closing.resolve()
  desktop.electron.app.quit()
  await setImmediate()
  return desktop.electron.calls.slice(desktop.electron.calls.indexOf('window') + 1)
}

describe('starting', () => {
  test('a window or the database is opened before Electron is ready, or the scheme is registered after', async () => {
    desktop.start()
    await setImmediate()
    expect(desktop.electron.calls).toEqual(['enableSandbox', 'registerSchemesAsPrivileged'])
    expect(desktop.opened).toEqual([])
    await desktop.ready()
    expect(desktop.electron.calls).toEqual([
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'ready',
      'handle',
      'menu',
      'window',
    ])
    expect(desktop.electron.schemes.privileged).toEqual([
      { scheme: 'assay', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ])
  })

  test('a second instance opens the same data folder again', async () => {
    desktop.electron.app.holdsLock = false
    desktop.start()
    await desktop.ready()
    expect(desktop.electron.calls).toEqual(['quit', 'ready'])
    expect(desktop.opened).toEqual([])
  })

  test('--data is ignored', async () => {
    const wanted = await temporaryDirectory()
    desktop.electron.app.switches['data'] = wanted
    desktop.start()
    await desktop.ready()
    expect(desktop.opened).toEqual([wanted])
  })

  test('a data folder that can’t be opened leaves a process without a window and without a word', async () => {
    desktop.startDesktop({
      openWorkbench: () => {
        throw new AssayError('DATABASE_NEWER', 'The database is from a newer Assay. Nothing was changed.')
      },
      knownAddresses: [],
    })
    await desktop.ready()
    expect(desktop.electron.calls.slice(-2)).toEqual([
      'error: The database is from a newer Assay. Nothing was changed.',
      'exit 1',
    ])
    expect(desktop.electron.BrowserWindow.windows).toEqual([])
  })
})

describe('the window', () => {
  test('the page gets Node, a preload script or an open sandbox', async () => {
    const window = await open()
    expect(window.url).toBe('assay://workbench/')
    expect(window.options.webPreferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
  })

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s lets the page leave', async (name) => {
    const { webContents } = await open()
    const leaving = desktop.electron.preventable('https://docs.example/prices')
    webContents.emit(name, leaving)
    expect(leaving.defaultPrevented).toBe(true)
    const staying = desktop.electron.preventable('assay://workbench/trials')
    webContents.emit(name, staying)
    expect(staying.defaultPrevented).toBe(false)
  })

  test('a web view can be attached', async () => {
    const { webContents } = await open()
    const event = desktop.electron.preventable()
    webContents.emit('will-attach-webview', event)
    expect(event.defaultPrevented).toBe(true)
  })

  test('a link opens a second window, or any address reaches the system', async () => {
    const { webContents } = await open()
    expect(webContents.openHandler?.({ url: 'https://docs.example/other' })).toEqual({ action: 'deny' })
    expect(webContents.openHandler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
    expect(webContents.openHandler?.({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' })
    expect(webContents.openHandler?.({ url: 'assay://workbench/' })).toEqual({ action: 'deny' })
    expect(desktop.electron.calls.filter((call) => call.startsWith('outside'))).toEqual([
      'outside https://docs.example/other',
    ])
  })

  test('a permission is granted', async () => {
    await open()
    const { request, check, device } = desktop.electron.permissions
    const answers: boolean[] = []
    request?.(null as never, 'media', (granted) => answers.push(granted), null as never)
    expect([...answers, check?.(null, 'geolocation', '', null as never), device?.(null as never)]).toEqual([
      false,
      false,
      false,
    ])
  })

  test('another host of the scheme reaches the handler', async () => {
    await open()
    const handler = desktop.electron.schemes.handlers.get('assay')
    const ask = async (url: string) => (await handler?.(new Request(url)))?.status
    expect(await ask('assay://workbench/rpc/system/status')).toBe(200)
    expect(await ask('assay://evil/rpc/system/status')).toBe(404)
  })

  test('a second start leaves the window in the background', async () => {
    const window = await open()
    window.minimised = true
    desktop.electron.app.emit('second-instance')
    expect(desktop.electron.calls.slice(-3)).toEqual(['restore', 'show', 'focus'])
  })

  test('where it stood is forgotten', async () => {
    const window = await open()
    window.bounds = { x: 40, y: 50, width: 1200, height: 800 }
    window.maximised = true
    window.emit('close')
    const stored: unknown = JSON.parse(readFileSync(join(desktop.electron.app.dataDirectory, 'window.json'), 'utf8'))
    expect(stored).toEqual({ x: 40, y: 50, width: 1200, height: 800, maximised: true })
    desktop.electron.BrowserWindow.windows = []
    desktop.electron.app.emit('activate')
    const [again] = desktop.electron.BrowserWindow.windows
    expect(again?.bounds).toEqual({ x: 40, y: 50, width: 1200, height: 800 })
    again?.emit('ready-to-show')
    expect(desktop.electron.calls.slice(-2)).toEqual(['maximise', 'show'])
  })
})

describe('quitting', () => {
  test('the process ends before the workbench has closed, or closes it twice', async () => {
    desktop.start()
    await desktop.ready()
    desktop.electron.app.quit()
    desktop.electron.app.quit()
    await setImmediate()
    const since = () => desktop.electron.calls.slice(desktop.electron.calls.indexOf('window') + 1)
    expect(since()).toEqual(['workbench closes', 'quit held back', 'quit held back'])
    desktop.closing.resolve()
    await setImmediate()
    expect(since()).toEqual(['workbench closes', 'quit held back', 'quit held back', 'quit'])
  })

  test('a workbench that can’t close keeps the application open for ever', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    desktop.start()
    await desktop.ready()
    desktop.electron.app.quit()
    desktop.closing.reject(new Error('disk full'))
    await setImmediate()
    expect(desktop.electron.calls.at(-1)).toBe('quit')
    expect(told).toHaveBeenCalled()
    told.mockRestore()
  })

  describe('while a machine is rented', () => {
    const QUESTION = 'asked: A machine is still rented.'

    test('it is left running without a word', async () => {
      desktop.rented.unshift([exampleRental()])
      expect(await quit()).toEqual([QUESTION, 'quit held back'])
      // The question was closed: nothing was answered, and quitting can be asked for again.
      desktop.electron.pressed.push(1)
      desktop.electron.app.quit()
      await setImmediate()
      expect(desktop.electron.calls.slice(-4)).toEqual([QUESTION, 'quit held back', 'workbench closes', 'quit'])
    })

    test('quitting takes an end that is not confirmed for one that is', async () => {
      desktop.rented.unshift([exampleRental()], [exampleRental({ state: 'ending' })])
      desktop.electron.pressed.push(0, 0)
      expect((await quit()).filter((call) => call !== 'quit held back')).toEqual([
        QUESTION,
        'machines end',
        QUESTION,
        'machines end',
        'workbench closes',
        'quit',
      ])
    })
  })
})
