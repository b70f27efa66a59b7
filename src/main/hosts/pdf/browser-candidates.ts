import { posix, win32 } from 'node:path'

export interface Machine {
  platform: NodeJS.Platform
  environment: Readonly<Record<string, string | undefined>>
  homeDirectory: string
}

/** Where Chrome, Edge and Chromium are installed by their own installers and packages, in the order to try them. */
export function browserCandidates({ platform, environment, homeDirectory }: Machine): string[] {
  if (platform === 'darwin') {
    const programs = [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      'Chromium.app/Contents/MacOS/Chromium',
    ]
    return ['/', homeDirectory].flatMap((root) => programs.map((program) => posix.join(root, 'Applications', program)))
  }
  if (platform === 'win32') {
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ]
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
      const root = environment[variable]
      return root === undefined ? [] : programs.map((program) => win32.join(root, program))
    })
  }
  const programs = [
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
    'chromium',
    'chromium-browser',
  ]
  const folders = [...(environment['PATH'] ?? '').split(':').filter((folder) => folder !== ''), '/usr/bin', '/snap/bin']
  return [...new Set(folders)].flatMap((folder) => programs.map((program) => posix.join(folder, program)))
}
