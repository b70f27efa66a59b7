import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { findDesktopRuntime } from '#main/hosts/electron/desktop-runtime.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

let directory: string
beforeEach(async () => {
  directory = await temporaryDirectory()
})

function put(path: string, text = ''): string {
  const file = join(directory, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}
const find = (platform: NodeJS.Platform, environment: Record<string, string> = {}, packageDirectory?: null) =>
  findDesktopRuntime({ environment, platform, packageDirectory: packageDirectory ?? directory })

test('a package without its program counts as a runtime', () => {
  put('package.json')
  expect(find('linux')).toBeNull()
  put('path.txt', 'electron')
  expect(find('linux')).toBeNull()
})

test('an installed program is not found', () => {
  put('path.txt', 'Electron.app/Contents/MacOS/Electron\n')
  const program = put('dist/Electron.app/Contents/MacOS/Electron')
  expect(find('darwin')).toBe(program)
})

test('a program elsewhere is not found, or the installed one wins over it', () => {
  put('path.txt', 'electron')
  put('dist/electron')
  const program = put('elsewhere/electron')
  expect(find('linux', { ELECTRON_OVERRIDE_DIST_PATH: join(directory, 'elsewhere') })).toBe(program)
  expect(find('linux', { ELECTRON_OVERRIDE_DIST_PATH: join(directory, 'nowhere') })).toBeNull()
})

test('without the package the program’s name of another system is looked for', () => {
  const override = { ELECTRON_OVERRIDE_DIST_PATH: directory }
  const windows = put('electron.exe')
  const mac = put('Electron.app/Contents/MacOS/Electron')
  expect([
    findDesktopRuntime({ environment: override, platform: 'win32', packageDirectory: null }),
    findDesktopRuntime({ environment: override, platform: 'darwin', packageDirectory: null }),
    findDesktopRuntime({ environment: override, platform: 'linux', packageDirectory: null }),
    findDesktopRuntime({ environment: {}, platform: 'linux', packageDirectory: null }),
  ]).toEqual([windows, mac, null, null])
})
