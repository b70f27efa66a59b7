import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

test('the installation is looked for beside the wrong folder', () => {
  const { root, resourcesDirectory, version } = findInstallation()
  expect(existsSync(join(root, 'package.json'))).toBe(true)
  expect(existsSync(join(resourcesDirectory, 'practice'))).toBe(true)
  expect(version).toMatch(/^\d+\.\d+\.\d+/)
})

test('a page that was never built is served', async () => {
  const root = await temporaryDirectory()
  writeFileSync(join(root, 'package.json'), '{"version":"7.1.0"}')
  expect(findInstallation(root)).toMatchObject({
    version: '7.1.0',
    pageDirectory: null,
    votingPagePath: null,
    galleryPagePath: null,
  })
  mkdirSync(join(root, 'out', 'renderer'), { recursive: true })
  writeFileSync(join(root, 'out', 'renderer', 'index.html'), '')
  expect(findInstallation(root).pageDirectory).toBe(join(root, 'out', 'renderer'))
  mkdirSync(join(root, 'out', 'voting-page'))
  writeFileSync(join(root, 'out', 'voting-page', 'index.html'), '')
  expect(findInstallation(root).galleryPagePath).toBeNull()
  expect(findInstallation(root).votingPagePath).toBe(join(root, 'out', 'voting-page', 'index.html'))
})
