import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * The Electron program, if it is on this machine. Never imports the `electron` package: that would start a download.
 * Its rules are those of that package's own index.js: `path.txt` names the program within `dist`, and
 * ELECTRON_OVERRIDE_DIST_PATH names another `dist`.
 * @param options.packageDirectory of `electron`; null where it is not installed
 * @returns null where there is no desktop runtime
 */
export function findDesktopRuntime(
  options: {
    environment: Readonly<Record<string, string | undefined>>
    platform: NodeJS.Platform
    packageDirectory: string | null
  } = { environment: process.env, platform: process.platform, packageDirectory: electronPackageDirectory() },
): string | null {
  const override = options.environment['ELECTRON_OVERRIDE_DIST_PATH']
  const distribution = override || (options.packageDirectory === null ? null : join(options.packageDirectory, 'dist'))
  if (distribution === null) return null
  const program = join(distribution, programName(options))
  return existsSync(program) ? program : null
}

/** Where the `electron` package is installed beside Assay, or null. */
function electronPackageDirectory(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

function programName(options: { platform: NodeJS.Platform; packageDirectory: string | null }): string {
  const pathFile = options.packageDirectory === null ? null : join(options.packageDirectory, 'path.txt')
  if (pathFile !== null && existsSync(pathFile)) return readFileSync(pathFile, 'utf8').trim()
  if (options.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return options.platform === 'win32' ? 'electron.exe' : 'electron'
}
