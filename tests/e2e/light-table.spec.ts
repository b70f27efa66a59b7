import type { Locator } from '@playwright/test'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

test('swapped axes show other pictures, a filter is lost with the address, or a mark with a reload', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.dataDirectory).not.toBe('')
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('2')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Light table' }).click()
  const grid = page.getByRole('grid')
  const cellOf = (row: string, column: number) =>
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: row }) })
      .locator(`[aria-colindex="${column}"]`)
  const pictureOf = (row: string, column: number) => cellOf(row, column).locator('img')

  await test.step('rows and columns swap, and the same picture lies in the same place of both', async () => {
    await expect(grid).toHaveAccessibleName('Prompts by contenders')
    const source = await pictureOf('Courtyard at noon', 3).getAttribute('src')
    await grid.getByRole('gridcell').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('t')
    await expect(grid).toHaveAccessibleName('Contenders by prompts')
    const picture = pictureOf('Segmind', 3)
    await expect(picture).toBeVisible()
    expect((await picture.getAttribute('src'))?.split('?')[0]).toBe(source?.split('?')[0])
    await lookAt('light-table-swapped')
    await page.getByLabel('Columns').selectOption({ label: 'Repeat' })
    await expect(grid).toHaveAccessibleName('Contenders by repeats')
    await expect(page.getByRole('columnheader', { name: 'repeat 2' })).toBeVisible()
    await page.getByLabel('Prompt', { exact: true }).selectOption({ label: 'Dunes' })
    await expect(grid.getByRole('row')).toHaveCount(5)
    await lookAt('light-table-repeats')
    await page.reload()
    await expect(grid).toHaveAccessibleName('Contenders by repeats')
    await expect(grid.getByRole('row')).toHaveCount(5)
    await page.getByLabel('Rows').selectOption({ label: 'Prompt' })
    await page.getByLabel('Columns').selectOption({ label: 'Contender' })
    await expect(grid).toHaveAccessibleName('Prompts by contenders')
  })

  await test.step('marks by keys and in the inspector stay, and are filtered by', async () => {
    await page.getByLabel('Repeat', { exact: true }).selectOption({ label: 'repeat 1' })
    await page.setViewportSize({ width: 1920, height: 1080 })
    await cellOf('Courtyard at noon', 2).focus()
    await page.keyboard.press('4')
    await page.keyboard.press('p')
    await expect(cellOf('Courtyard at noon', 2)).toContainText('passed')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    if (!(await inspector.isVisible())) await page.keyboard.press('i')
    await expect(inspector.getByRole('button', { name: '4 stars' })).toHaveAttribute('aria-pressed', 'true')
    await inspector.getByLabel('Tags').fill('sand, too smooth')
    await inspector.getByLabel('Note').fill('No ripples in the shade')
    await inspector.getByLabel('Note').blur()
    await page.reload()
    await expect(cellOf('Courtyard at noon', 2)).toContainText('No ripples in the shade')
    await page.getByLabel('Marks').selectOption({ label: '★★★ or more' })
    await expect(grid.getByRole('row')).toHaveCount(2)
    await page.getByLabel('Tag', { exact: true }).selectOption({ label: 'too smooth' })
    await page.getByLabel('Filter prompts and notes').fill('ripples')
    await expect(grid.getByRole('row')).toHaveCount(2)
    await lookAt('light-table-filtered')
    await page.reload()
    await expect(grid.getByRole('row')).toHaveCount(2)
    await page.getByLabel('Filter prompts and notes').fill('nowhere')
    await expect(page.getByText('No picture fits')).toBeVisible()
    await lookAt('light-table-nothing')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(cellOf('Vase and branch', 2)).toBeVisible()
  })

  await test.step('marks are counted beside the votes, and come back from there', async () => {
    const table = page.url()
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Votes' }).click()
    const counts = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Rejected' }) })
    await expect(counts.getByRole('row').filter({ hasText: 'Novita AI' })).toContainText('sand 1, too smooth 1')
    await lookAt('light-table-marks-counted')
    await page.goto(table)
    await expect(cellOf('Vase and branch', 2)).toBeVisible()
  })

  await test.step('in the order of a check: whose each picture is stands under it', async () => {
    await page.getByLabel('Order in a row').selectOption({ label: 'sharpness' })
    await expect(page.getByRole('columnheader', { name: '1, highest' })).toBeVisible()
    await expect(cellOf('Vase and branch', 2)).toContainText('levels²')
    const names = await Promise.all(
      [2, 3, 4, 5].map((column) => cellOf('Vase and branch', column).locator('[class*="whose"]').textContent()),
    )
    expect(new Set(names.map((name) => name?.trim()))).toEqual(
      new Set(['Lambda A10', 'Modal A100', 'Novita AI', 'Segmind']),
    )
    await lookAt('light-table-in-order')
    await page.reload()
    await expect(page.getByRole('columnheader', { name: '1, highest' })).toBeVisible()
    await page.getByLabel('Order in a row').selectOption({ label: 'as planned' })
    await expect(page.getByRole('columnheader', { name: 'Segmind' })).toBeVisible()
  })

  await test.step('from a contact sheet to the width of the window', async () => {
    await cellOf('Vase and branch', 2).focus()
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('-')
    await expect(pictureOf('Vase and branch', 2)).toHaveAttribute('src', /side=128$/)
    await lookAt('light-table-contact-sheet')
    await page.getByRole('slider', { name: 'Picture size' }).focus()
    await page.keyboard.press('End')
    await expect(pictureOf('Vase and branch', 2)).toHaveAttribute('src', /^\/images\//)
    expect((await cellOf('Vase and branch', 2).boundingBox())?.width).toBeGreaterThan(1200)
    await expect(cellOf('Vase and branch', 2)).toBeInViewport()
    await page.getByRole('button', { name: 'Fit' }).click()
  })

  await test.step('whoever compares, reloads or takes another size comes back to the picture, not to the first one', async () => {
    const current = grid.getByRole('gridcell', { selected: true })
    await page.setViewportSize({ width: 1280, height: 800 })
    await cellOf('Vase and branch', 2).focus()
    for (const key of ['PageDown', 'PageDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    const picture = await current.locator('img').getAttribute('alt')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Back to light table' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(current).toBeFocused()
    await expect(current).toBeInViewport({ ratio: 1 })
    for (const key of ['-', '-', '-', '-', '+', '+']) await page.keyboard.press(key)
    await expect(current).toBeFocused()
    await expect(current).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('t')
    await page.reload()
    await expect(current.locator('img')).toHaveAttribute('alt', picture ?? '')
    await expect(current).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('t')
    await page.keyboard.press('ArrowRight')
    await expect(current).toBeFocused()
  })

  await test.step('no picture that has the keyboard lies under the inspector, and Esc puts the inspector away', async () => {
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    if (!(await inspector.isVisible())) await page.keyboard.press('i')
    await page.keyboard.press('End')
    const edge = (await inspector.boundingBox())?.x ?? 0
    await expect.poll(() => endOf(grid.getByRole('gridcell', { selected: true }))).toBeLessThanOrEqual(edge)
    await lookAt('light-table-inspector-over')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.keyboard.press('Escape')
    await expect(inspector).toBeHidden()
  })
})

/** CSS pixels from the left of the window to the right side of what is found. */
async function endOf(found: Locator): Promise<number> {
  const box = await found.boundingBox()
  return box === null ? Number.NaN : box.x + box.width
}
