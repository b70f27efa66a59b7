import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fillKnownPictures } from './fill-known-pictures.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// Playwright puts a script into the report’s frame, which refuses; and a refused bundle is answered by 422.
test.use({ provokedComplaints: [/frame is sandboxed|status of 422/] })

test('a bundle that the page saved does not open again, opens though it was changed, or can be changed', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await fillKnownPictures(workbench.dataDirectory)
  const home = new URL('/', workbench.url).href
  await page.goto(`${home}#/trials/trial-example/report`)
  await page.getByRole('button', { name: 'Save as' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Evidence bundle' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('example-evidence.zip')
  const path = join(workbench.dataDirectory, 'saved.zip')
  await download.saveAs(path)

  await test.step('one with a changed byte is refused, and why is said', async () => {
    const bytes = await readFile(path)
    bytes[2000] = (bytes[2000] ?? 0) ^ 1
    const changed = join(workbench.dataDirectory, 'changed.zip')
    await writeFile(changed, bytes)
    await page.goto(`${home}#/trials`)
    await page.getByRole('button', { name: 'Open an evidence bundle…' }).click()
    await page.getByLabel('Choose a file').setInputFiles(changed)
    await expect(page.getByText(/no evidence bundle that can be relied on/)).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-refused')
  })

  await test.step('the saved one opens beside the trials', async () => {
    await page.getByLabel('Choose a file').setInputFiles(path)
    await expect(page.getByText(/each as its manifest says/)).toBeVisible()
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByRole('heading', { name: 'Evidence bundles' })).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-list')
  })

  await test.step('a second time it is said to be open already', async () => {
    await page.getByRole('button', { name: 'Open an evidence bundle…' }).click()
    await page.getByLabel('Choose a file').setInputFiles(path)
    await expect(page.getByText(/It was open already/)).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-opened')
    await page.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('its screens show what was measured and say what it is', async () => {
    await page.getByRole('table').getByRole('link').click()
    const grid = page.getByRole('grid')
    await expect(grid.locator('img')).toHaveCount(12)
    await expect(page.getByText('Evidence bundle, read-only')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Run', exact: true })).toHaveCount(0)
    await grid.getByRole('gridcell').first().focus()
    // A star, on a trial.
    await page.keyboard.press('s')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await expect(inspector.getByText('One try')).toBeVisible()
    await expect(inspector.getByRole('heading', { name: 'Marks' })).toHaveCount(0)
    await expect(inspector.getByRole('heading', { name: 'Automatic checks' })).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-light-table')
    await page.getByRole('link', { name: 'Analysis' }).click()
    await expect(page.getByText('Evidence bundle, read-only')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-charts')
    await page.getByRole('link', { name: 'Economics' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Economics' })).toBeVisible()
    await expect(page.getByText(/Settings as they were when the bundle was made/)).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-economics')
    await page.getByRole('link', { name: 'Decision' }).click()
    await expect(page.getByText(/Settings as they were when the bundle was made/)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-decision')
    await page.getByRole('slider').first().press('PageUp')
    await expect(page.getByText(/You have moved what the bundle holds, on this page alone/)).toBeVisible()
    await expect(page.getByText('Moved on this page, not saved')).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-decision-moved')
    await page.getByRole('link', { name: 'Economics' }).click()
    await page.getByRole('button', { name: 'As in the bundle' }).click()
    await expect(page.getByText('As everybody begins')).toBeVisible()
    await page.getByRole('link', { name: 'Votes' }).click()
    await expect(page.getByText('Nobody had voted')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Judge blind…' })).toHaveCount(0)
    await lookAtScreen(page, keepScreenshot, 'bundle-votes')
    await page.getByRole('link', { name: 'Report' }).click()
    await expect(page.frameLocator('iframe').getByRole('heading', { name: 'The contenders' })).toBeAttached()
    await lookAtScreen(page, keepScreenshot, 'bundle-report')
  })

  await test.step('it is saved again as it came', async () => {
    await page.getByRole('button', { name: 'Save as' }).click()
    const [again] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Evidence bundle' }).click(),
    ])
    const copy = join(workbench.dataDirectory, 'again.zip')
    await again.saveAs(copy)
    expect((await readFile(copy)).equals(await readFile(path))).toBe(true)
  })

  await test.step('held against its own trial it says that both are of one', async () => {
    await page.goto(`${home}#/trials`)
    await page.getByLabel('Compare the bundle of Example').check()
    await page.getByLabel('Compare Example').check()
    await lookAtScreen(page, keepScreenshot, 'bundle-chosen')
    await page.getByRole('link', { name: 'Compare the two' }).click()
    await expect(page.getByRole('heading', { name: 'One trial twice' })).toBeVisible()
    await expect(page.getByText(/Evidence bundle, made/)).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'bundle-compared')
  })

  await test.step('and it goes when it is removed', async () => {
    await page.goto(`${home}#/trials`)
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('heading', { name: 'Evidence bundles' })).toHaveCount(0)
  })
})
