import { expect, test } from 'vitest'
import { applicationMenu } from '#main/hosts/electron/application-menu.ts'

const roles = (platform: NodeJS.Platform, packaged: boolean) => JSON.stringify(applicationMenu({ platform, packaged }))

test('without the edit menu the clipboard has no keys on a Mac, or it can’t be quit', () => {
  expect(roles('darwin', true)).toContain('editMenu')
  expect(roles('darwin', true)).toContain('appMenu')
  expect(roles('linux', true)).toContain('fileMenu')
})

test('a shipped application shows developer tools', () => {
  expect(roles('linux', true)).not.toContain('toggleDevTools')
  expect(roles('linux', false)).toContain('toggleDevTools')
})
