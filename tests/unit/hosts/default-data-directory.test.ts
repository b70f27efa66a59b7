import { expect, test } from 'vitest'
import { defaultDataDirectory } from '#main/hosts/default-data-directory.ts'

test.each<[NodeJS.Platform, string, Record<string, string>, string]>([
  ['linux', '/home/ada', {}, '/home/ada/.config/assay'],
  ['linux', '/home/ada', { XDG_CONFIG_HOME: '/data/ada' }, '/data/ada/assay'],
  ['linux', '/home/ada', { XDG_CONFIG_HOME: '' }, '/home/ada/.config/assay'],
  ['darwin', '/Users/ada', { XDG_CONFIG_HOME: '/x' }, '/Users/ada/Library/Application Support/assay'],
  ['win32', 'C:\\Users\\ada', {}, 'C:\\Users\\ada\\AppData\\Roaming\\assay'],
  ['win32', 'C:\\Users\\ada', { APPDATA: 'D:\\Roaming' }, 'D:\\Roaming\\assay'],
])('on %s in %s the doors open different trials (%o)', (platform, homeDirectory, environment, expected) => {
  expect(defaultDataDirectory({ platform, homeDirectory, environment })).toBe(expected)
})
