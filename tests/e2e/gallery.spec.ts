import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { childEnvironment } from '../support/child-environment.ts'
import { fillKnownPictures } from './fill-known-pictures.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// Playwright puts a script into the report’s frame, which refuses; and a folder on a disk may show its pictures, but not read them.
const COMPLAINTS = /frame is sandboxed|Not allowed to load|URL scheme "file"|from origin 'null'|net::ERR/
test.use({ provokedComplaints: [COMPLAINTS] })

const repository = resolve(import.meta.dirname, '../..')

/** What the page asks for, beside itself and what lies in it. */
function requestsOf(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  return asked
}

test('a gallery reaches out, loses a picture or the way to it, or can’t compare without Assay', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await fillKnownPictures(workbench.dataDirectory)
  await page.goto(`${new URL('/', workbench.url).href}#/trials/trial-example/report`)
  await expect(page.getByRole('button', { name: 'Write again' })).toBeVisible()
  await page.getByRole('button', { name: 'Save as' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Gallery' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('example.html')
  const path = join(workbench.dataDirectory, 'one.html')
  await download.saveAs(path)
  expect(await readFile(path, 'utf8')).not.toContain(workbench.dataDirectory)

  const asked = requestsOf(page)
  const grid = page.getByRole('grid')
  await test.step('one file: the table, as in Assay', async () => {
    await page.goto(pathToFileURL(path).href)
    await expect(grid).toHaveAccessibleName('Prompts by contenders')
    await expect(grid.locator('img')).toHaveCount(12)
    await lookAtScreen(page, keepScreenshot, 'gallery-table')
    await grid.getByRole('gridcell').first().focus()
    await page.keyboard.press('t')
    await expect(grid).toHaveAccessibleName('Contenders by prompts')
    await page.reload()
    await expect(grid).toHaveAccessibleName('Contenders by prompts')
    await page.keyboard.press('t')
  })
  await test.step('one file: comparing, its pixels as well', async () => {
    await grid.getByRole('gridcell').first().focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-pane] img')).toHaveCount(4)
    await page.keyboard.press('i')
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('repeat 1 of 1')
    await page.keyboard.press('b')
    await expect(page.getByText(/Luminance/).first()).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'gallery-compare')
    await page.keyboard.press('h')
    await page.reload()
    await expect(page.getByRole('figure', { name: /^Picture \d$/ })).toHaveCount(4)
    await expect(page.getByRole('button', { name: /^Phases/ })).toHaveCount(0)
    await page.keyboard.press('h')
    await expect(page.getByRole('figure', { name: 'A', exact: true })).toBeVisible()
    await page.keyboard.press('d')
    await expect(page.getByText(/of 65,536 pixels differ/)).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText(/None of 65,536 pixels differs/)).toBeVisible()
    await page.goBack()
    await expect(grid).toBeVisible()
  })
  expect(asked.filter((address) => !/^(file|data|blob):/.test(address))).toEqual([])

  await test.step('a folder: pictures as they came, and a word where a browser can’t read them', async () => {
    const folder = join(workbench.dataDirectory, 'gallery')
    const words = ['gallery', 'latest', '--data', workbench.dataDirectory, '--out', folder]
    await promisify(execFile)(process.execPath, [join(repository, 'src/main/cli.ts'), ...words], {
      env: childEnvironment(),
    })
    await page.goto(pathToFileURL(join(folder, 'index.html')).href)
    await expect(grid.locator('img')).toHaveCount(12)
    const loaded = grid.locator('img').first()
    await expect.poll(() => loaded.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256)
    await grid.getByRole('gridcell').first().focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('d')
    await expect(page.getByText(/The gallery in one file can do this/).first()).toBeVisible()
  })
})
