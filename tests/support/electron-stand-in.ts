import { EventEmitter } from 'node:events'
import type {
  App,
  BrowserWindowConstructorOptions,
  Display,
  MenuItemConstructorOptions,
  Protocol,
  Rectangle,
  SafeStorage,
  Session,
  Shell,
  WebContents,
  WindowOpenHandlerResponse,
} from 'electron'

/**
 * The part of Electron that Assay uses, for a plain Node process: it keeps what it is told and lets a test play the user.
 * Parameter types are Electron's own, so that a change of its interface is seen by the type checker here, too.
 */

type SchemeHandler = Parameters<Protocol['handle']>[1]
type OpenHandler = (details: { url: string }) => WindowOpenHandlerResponse

/** What was asked of Electron, in order. */
export const calls: string[] = []

class StandInApp extends EventEmitter {
  isPackaged = false
  dataDirectory = ''
  switches: Record<string, string> = {}
  holdsLock = true
  readonly #ready = Promise.withResolvers<void>()

  readonly commandLine = { getSwitchValue: (name: string) => this.switches[name] ?? '' }

  becomeReady(): void {
    calls.push('ready')
    this.#ready.resolve()
  }
  whenReady: App['whenReady'] = () => this.#ready.promise
  enableSandbox: App['enableSandbox'] = () => void calls.push('enableSandbox')
  requestSingleInstanceLock: App['requestSingleInstanceLock'] = () => this.holdsLock
  getPath: App['getPath'] = () => this.dataDirectory
  setPath: App['setPath'] = (_name, path) => {
    this.dataDirectory = path
  }
  exit: App['exit'] = (code) => void calls.push(`exit ${code}`)
  /** As in Electron: whoever listens to before-quit may prevent it. */
  quit: App['quit'] = () => {
    const event = preventable()
    this.emit('before-quit', event)
    calls.push(event.defaultPrevented ? 'quit held back' : 'quit')
  }
}

export class StandInContents extends EventEmitter {
  openHandler: OpenHandler | null = null
  /** What a page is printed as; a message of an error where it can't be. */
  static printed: { bytes: Buffer } | { error: string } = { bytes: Buffer.from('%PDF-1.4') }
  readonly printToPDF: WebContents['printToPDF'] = async (options) => {
    calls.push(`print ${JSON.stringify(options)}`)
    if ('error' in StandInContents.printed) throw new Error(StandInContents.printed.error)
    return StandInContents.printed.bytes
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }
}

export class BrowserWindow extends EventEmitter {
  static windows: BrowserWindow[] = []
  static getAllWindows = (): BrowserWindow[] => BrowserWindow.windows

  readonly webContents = new StandInContents()
  readonly options: BrowserWindowConstructorOptions
  url = ''
  minimised = false
  maximised = false
  bounds: Rectangle

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 0, height: options.height ?? 0 }
    calls.push('window')
    BrowserWindow.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('window-opened', this)
  }

  loadURL = async (url: string): Promise<void> => {
    this.url = url
  }
  destroy = (): void => {
    calls.push('destroy')
    BrowserWindow.windows = BrowserWindow.windows.filter((window) => window !== this)
  }
  show = (): void => void calls.push('show')
  focus = (): void => void calls.push('focus')
  restore = (): void => void calls.push('restore')
  maximize = (): void => void calls.push('maximise')
  isMinimized = (): boolean => this.minimised
  isMaximized = (): boolean => this.maximised
  getNormalBounds = (): Rectangle => this.bounds
}

/** A system's keychain that turns bytes round, and says of itself what the test wants to hear. */
export const keychain = {
  available: true,
  backend: 'gnome_libsecret' as ReturnType<SafeStorage['getSelectedStorageBackend']>,
  shouldReEncrypt: false,
}
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => keychain.available,
  getSelectedStorageBackend: () => keychain.backend,
  encryptStringAsync: async (plainText) => Buffer.from(plainText).reverse(),
  decryptStringAsync: async (sealed) => ({
    result: Buffer.from(sealed).reverse().toString(),
    shouldReEncrypt: keychain.shouldReEncrypt,
  }),
} satisfies Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>

/** An event that can be prevented, with the address of a navigation where it has one. */
export function preventable(url = ''): { url: string; defaultPrevented: boolean; preventDefault(): void } {
  return {
    url,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

export const app = new StandInApp()

export const schemes = {
  privileged: [] as Parameters<Protocol['registerSchemesAsPrivileged']>[0],
  handlers: new Map<string, SchemeHandler>(),
}
export const protocol = {
  registerSchemesAsPrivileged: ((list) => {
    calls.push('registerSchemesAsPrivileged')
    schemes.privileged = list
  }) satisfies Protocol['registerSchemesAsPrivileged'],
  handle: ((scheme, handler) => {
    calls.push('handle')
    schemes.handlers.set(scheme, handler)
  }) satisfies Protocol['handle'],
}

export const permissions: {
  request: Parameters<Session['setPermissionRequestHandler']>[0]
  check: Parameters<Session['setPermissionCheckHandler']>[0]
  device: Parameters<Session['setDevicePermissionHandler']>[0]
} = { request: null, check: null, device: null }
export const session = {
  defaultSession: {
    setPermissionRequestHandler: ((handler) => {
      permissions.request = handler
    }) satisfies Session['setPermissionRequestHandler'],
    setPermissionCheckHandler: ((handler) => {
      permissions.check = handler
    }) satisfies Session['setPermissionCheckHandler'],
    setDevicePermissionHandler: ((handler) => {
      permissions.device = handler
    }) satisfies Session['setDevicePermissionHandler'],
  },
}

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } } as Display
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }

export const shell = {
  openExternal: (async (address) => void calls.push(`outside ${address}`)) satisfies Shell['openExternal'],
}
export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
  setApplicationMenu: () => void calls.push('menu'),
}
/** Which button is pressed at each question, in order; after the last one, the question is closed. */
export const pressed: number[] = []
export const dialog = {
  showErrorBox: (_title: string, text: string) => void calls.push(`error: ${text}`),
  showMessageBox: async ({ message }: { message: string }) => {
    calls.push(`asked: ${message}`)
    return { response: pressed.shift() ?? 2, checkboxChecked: false }
  },
}
