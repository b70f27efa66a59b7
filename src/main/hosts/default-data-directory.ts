import { posix, win32 } from 'node:path'

/**
 * The operating system's folder for application data, the same one that Electron calls `userData`, so that every door
 * opens the same trials: `~/.config/assay`, `~/Library/Application Support/assay`, `%APPDATA%\assay`.
 */
export function defaultDataDirectory(machine: {
  platform: NodeJS.Platform
  homeDirectory: string
  environment: Readonly<Record<string, string | undefined>>
}): string {
  const { platform, homeDirectory, environment } = machine
  if (platform === 'win32')
    return win32.join(environment['APPDATA'] || win32.join(homeDirectory, 'AppData', 'Roaming'), 'assay')
  if (platform === 'darwin') return posix.join(homeDirectory, 'Library', 'Application Support', 'assay')
  return posix.join(environment['XDG_CONFIG_HOME'] || posix.join(homeDirectory, '.config'), 'assay')
}
