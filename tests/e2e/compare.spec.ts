import type { Locator, Page } from '@playwright/test'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Where a picture lies in its pane, in CSS pixels. */
async function placeIn(pane: Locator, picture: Locator): Promise<Box> {
  const [around, inside] = [await pane.boundingBox(), await picture.boundingBox()]
  if (around === null || inside === null) throw new Error('The picture or its pane is not there.')
  return {
    x: round(inside.x - around.x),
    y: round(inside.y - around.y),
    width: round(inside.width),
    height: round(inside.height),
  }
}

const visibilityOf = (page: Page, side: 'first' | 'second'): Promise<string> =>
  page.locator(`[data-layer="${side}"]`).evaluate((layer) => getComputedStyle(layer).visibility)

test('panes come apart when zoomed, two pictures in one place do not lie on each other, or a comparison is lost with the next prompt', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.dataDirectory).not.toBe('')
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Light table' }).click()
  await page.getByRole('grid', { name: 'Prompts by contenders' }).getByRole('gridcell').first().focus()
  await page.keyboard.press('Enter')
  const panes = page.locator('[data-pane]')
  await expect(panes).toHaveCount(4)

  await test.step('zoom and place are locked', async () => {
    for (const key of ['+', '+', '+', 'Shift+ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key)
    const places = await Promise.all([0, 1, 2, 3].map((at) => placeIn(panes.nth(at), panes.nth(at).locator('img'))))
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1)
    expect(places[0]?.width).toBeGreaterThan(500)
  })

  await test.step('slider: both in one place at the same zoom, the divider by keyboard', async () => {
    await page.keyboard.press('v')
    const pane = page.locator('[data-pane]')
    await expect(pane).toHaveCount(1)
    const pictures = pane.locator('img')
    expect(await placeIn(pane, pictures.nth(0))).toEqual(await placeIn(pane, pictures.nth(1)))
    const divider = page.getByRole('slider', { name: /^Divider: Novita AI left of it, Segmind right of it/ })
    await divider.focus()
    await page.keyboard.press('Home')
    for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowRight')
    await expect(page.locator('[data-layer="first"]')).toHaveCSS('clip-path', 'inset(0px 70% 0px 0px)')
    await expect(page.locator('[data-layer="second"]')).toHaveCSS('clip-path', 'inset(0px 0px 0px 30%)')
    await lookAtScreen(page, keepScreenshot, 'compare-slider')
    await divider.blur()
  })

  await test.step('flip: the other one while the key is held', async () => {
    await page.keyboard.press('v')
    await expect(page.getByRole('button', { name: /^Flip/ })).toBeVisible()
    expect([await visibilityOf(page, 'first'), await visibilityOf(page, 'second')]).toEqual(['visible', 'hidden'])
    await page.keyboard.down('f')
    await expect(page.locator('[data-layer="second"]')).toHaveCSS('visibility', 'visible')
    expect(await visibilityOf(page, 'first')).toBe('hidden')
    await page.keyboard.up('f')
    await expect(page.locator('[data-layer="first"]')).toHaveCSS('visibility', 'visible')
    const pane = page.locator('[data-pane]')
    const pictures = pane.locator('img')
    expect(await placeIn(pane, pictures.nth(0))).toEqual(await placeIn(pane, pictures.nth(1)))
    await lookAtScreen(page, keepScreenshot, 'compare-flip')
  })

  await test.step('another contender, the next prompt, a reload', async () => {
    await page.keyboard.press('4')
    await expect(page.getByRole('figure', { name: 'Novita AI and Lambda A10 in one place' })).toBeVisible()
    await page.keyboard.press('Shift+Digit4')
    await expect(page.getByRole('figure', { name: 'Lambda A10 and Novita AI in one place' })).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('heading', { name: 'Courtyard at noon, side by side' })).toBeAttached()
    await expect(page.getByRole('figure', { name: 'Lambda A10 and Novita AI in one place' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('figure', { name: 'Lambda A10 and Novita AI in one place' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Courtyard at noon, side by side' })).toBeAttached()
    await page.keyboard.press('v')
    await expect(page.locator('[data-pane]')).toHaveCount(4)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('grid', { name: 'Prompts by contenders' })).toBeVisible()
  })
})
