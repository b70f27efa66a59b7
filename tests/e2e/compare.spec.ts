import type { Locator, Page } from '@playwright/test'
import { DIFFERING, fillKnownPictures, fillVariedPictures, KNOWN_SIDE } from './fill-known-pictures.ts'
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

  await test.step('loupe and histograms under pictures that something can be seen in', async () => {
    await page.keyboard.press('l')
    await page.keyboard.press('b')
    await expect(page.getByRole('figure', { name: 'Histogram, Segmind' })).toContainText('Luminance')
    await lookAtScreen(page, keepScreenshot, 'compare-side-by-side')
    await page.keyboard.press('b')
    await page.keyboard.press('Escape')
    await expect(panes).toHaveCount(4)
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
    await expect(page.getByRole('figure', { name: 'Where Lambda A10 and Novita AI differ' })).toBeVisible()
    await page.keyboard.press('v')
    await expect(page.locator('[data-pane]')).toHaveCount(4)
  })

  await test.step('names hidden: nothing tells whose a picture is, and they come back', async () => {
    await page.keyboard.press('z')
    const whole = () => page.getByRole('main').innerHTML()
    expect(await whole()).toMatch(/Novita AI.*Segmind.*\$/s)
    await page.keyboard.press('b')
    await page.keyboard.press('h')
    await expect(page.getByRole('figure', { name: 'Picture 4', exact: true })).toBeVisible()
    expect(await whole()).not.toMatch(/Novita|Segmind|Modal|Lambda|FLUX|\$\d|latency|Phases/)
    await lookAtScreen(page, keepScreenshot, 'compare-names-hidden')
    const order = () =>
      page.locator('[data-pane] img').evaluateAll((all) => all.map((image) => image.getAttribute('src')))
    const before = await order()
    await page.reload()
    await expect(page.getByRole('button', { name: /^Hide names/ })).toHaveAttribute('aria-pressed', 'true')
    await expect(page.locator('[data-pane] img')).toHaveCount(4)
    expect(await order()).toEqual(before)
    await page.keyboard.press('i')
    await page.keyboard.press('d')
    await expect(page.getByRole('figure', { name: /^Where Picture \d and Picture \d differ$/ })).toBeVisible()
    expect(await whole()).not.toMatch(/Novita|Segmind|Modal|Lambda|FLUX|\$\d|latency|Phases/)
    await lookAtScreen(page, keepScreenshot, 'compare-difference-names-hidden')
    await page.keyboard.press('d')
    await page.keyboard.press('b')
    await page.keyboard.press('h')
    await expect(page.getByRole('figure', { name: 'Novita AI', exact: true })).toContainText('latency')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('grid', { name: 'Prompts by contenders' })).toBeVisible()
  })
})

/** How many pixels of the mask are marked, and the smallest box around them. */
const marksOn = (page: Page): Promise<{ count: number; box: number[] }> =>
  page.locator('[data-mask]').evaluate((mask) => {
    const { width, height } = mask as HTMLCanvasElement
    const { data } = (mask as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
    const marked = Array.from({ length: width * height }, (_, at) => at).filter((at) => data[at * 4 + 3] !== 0)
    const [xs, ys] = [marked.map((at) => at % width), marked.map((at) => Math.floor(at / width))]
    return { count: marked.length, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] }
  })

test('a difference of known pixels is counted or drawn wrong, sizes are mixed silently, or the loupe reads different places', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await fillKnownPictures(workbench.dataDirectory)
  const address = new URL(workbench.url)
  await page.goto(`${address.origin}/#/trials/trial-example/light-table?open=0`)
  await expect(page.locator('[data-pane]')).toHaveCount(4)

  await test.step('what is not like for like is said under its picture, and the way to its phases is there', async () => {
    await expect(page.getByRole('figure', { name: 'C', exact: true })).toContainText('size 128², asked 256²')
    await expect(page.getByRole('figure', { name: 'A', exact: true })).not.toContainText('not like for like')
    const boxes = await page
      .locator('[data-pane]')
      .evaluateAll((panes) => panes.map((pane) => [pane.clientWidth, pane.clientHeight].join(' × ')))
    expect(new Set(boxes).size).toBe(1)
    await page.getByRole('button', { name: 'Phases, tries of B' }).click()
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Time, from due to last byte')
    const reject = page.getByRole('button', { name: /^Reject/ })
    await page.keyboard.press('x')
    await expect(reject).toHaveAttribute('aria-pressed', 'true')
    await lookAtScreen(page, keepScreenshot, 'compare-inspector')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toHaveCount(0)
  })

  await test.step('the loupe reads one place in all panes, pixel by pixel by keyboard', async () => {
    await page.keyboard.press('l')
    const loupe = (name: string) => page.getByRole('figure', { name: `Loupe, ${name}`, exact: true })
    await expect(loupe('A')).toContainText('x 128 y 128')
    const pane = page.getByRole('figure', { name: 'B', exact: true }).locator('[data-pane]')
    const place = await placeIn(pane, pane.getByRole('img', { name: /, B$/ }))
    const scale = place.width / KNOWN_SIDE
    await pane.hover({ position: { x: place.x + 99.5 * scale, y: place.y + 64.5 * scale } })
    await expect(loupe('B')).toContainText('x 99 y 64')
    await expect(loupe('B')).toContainText('R 128 G 128 B 128')
    await page.keyboard.press('ArrowRight')
    await expect(loupe('B')).toContainText('x 100 y 64')
    await expect(loupe('B')).toContainText('R 200 G 30 B 40')
    await expect(loupe('A')).toContainText('x 100 y 64')
    await expect(loupe('A')).toContainText('R 128 G 128 B 128')
    await expect(loupe('C')).toContainText('x 36 y 0')
    await page.keyboard.press('Shift+ArrowLeft')
    await expect(loupe('B')).toContainText('x 90 y 64')
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByLabel('The loupe magnifies').selectOption('16')
    for (const key of ['+', '+', '+', '+']) await page.keyboard.press(key)
    await expect(loupe('B')).toContainText('R 200 G 30 B 40')
    await lookAtScreen(page, keepScreenshot, 'compare-loupe')
    await page.keyboard.press('Escape')
    await expect(loupe('A')).toHaveCount(0)
  })

  await test.step('difference: which pixels, how many, and none beyond a threshold', async () => {
    await page.keyboard.press('d')
    const output = page.getByRole('status')
    await expect(output).toContainText(`${DIFFERING} of 65,536 pixels differ, 0.15 %`)
    expect(await marksOn(page)).toEqual({ count: DIFFERING, box: [100, 60, 200, 200] })
    const pane = page.locator('[data-pane]')
    expect(await placeIn(pane, pane.locator('img'))).toEqual(await placeIn(pane, page.locator('[data-mask]')))
    await lookAtScreen(page, keepScreenshot, 'compare-difference')
    const threshold = page.getByRole('slider', { name: 'Threshold' })
    await threshold.focus()
    await page.keyboard.press('End')
    await expect(output).toContainText('None of 65,536 pixels differs')
    expect((await marksOn(page)).count).toBe(0)
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowLeft')
    await expect(output).toContainText(`${DIFFERING} of 65,536 pixels differ`)
    await threshold.blur()
  })

  await test.step('other sizes are not compared before someone says so, and other shapes not at all', async () => {
    await page.keyboard.press('3')
    const output = page.getByRole('status')
    await expect(output).toContainText('256² and 128²: no pixel of one lies on a pixel of the other.')
    await expect(page.locator('[data-mask]')).toHaveCount(0)
    await page.getByRole('button', { name: 'Scale the larger down and compare' }).click()
    await expect(output).toContainText('None of 16,384 pixels differs')
    await expect(output).toContainText('256² scaled down to 128²')
    await page.keyboard.press('4')
    await expect(output).toContainText('256² and 256 × 192: not of one shape')
    await expect(page.locator('[data-mask]')).toHaveCount(0)
    await lookAtScreen(page, keepScreenshot, 'compare-other-shape')
  })

  await test.step('histograms of the next prompt, held against each other', async () => {
    await page.keyboard.press('d')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('b')
    const histogram = page.getByRole('figure', { name: 'Histogram, A' })
    await expect(histogram.getByRole('figure', { name: 'Luminance' })).toContainText('50.00 % at 0')
    await page.getByRole('button', { name: 'Log' }).click()
    await expect(page.getByRole('button', { name: 'Log' })).toHaveAttribute('aria-pressed', 'true')
    await lookAtScreen(page, keepScreenshot, 'compare-histogram')
  })

  await test.step('two of four, kept in the address, and the next prompt with the loupe', async () => {
    for (const name of ['B', 'C']) await page.getByRole('button', { name, exact: true }).click()
    await expect(page.locator('[data-pane]')).toHaveCount(2)
    await expect(page.getByRole('button', { name: 'A', exact: true })).toBeDisabled()
    await page.reload()
    await expect(page.locator('[data-pane]')).toHaveCount(2)
    await page.keyboard.press('l')
    await page.keyboard.press('PageDown')
    await expect(page.getByRole('heading', { name: 'Case 2, side by side' })).toBeAttached()
    await expect(page.getByRole('figure', { name: 'Loupe, D' })).toContainText('R 120 G 90 B 120')
  })

  await test.step('the second key of a way to another screen marks nothing on this one', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('i')
    const pass = page.getByRole('button', { name: /^Pass/ })
    await expect(pass).toHaveAttribute('aria-pressed', 'false')
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await expect(page).toHaveURL(/#\/prices$/)
    // The address comes before its screen: who goes back sooner has never left this one, and its inspector is still there.
    await expect(page.locator('[data-pane]')).toHaveCount(0)
    await page.goBack()
    await expect(page.locator('[data-pane]')).toHaveCount(2)
    await page.keyboard.press('i')
    await expect(pass).toHaveAttribute('aria-pressed', 'false')
  })
})

test('a trial of one contender can’t be compared with itself, or the next prompt is shown at another value or repeat', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await fillVariedPictures(workbench.dataDirectory)
  await page.goto(`${new URL(workbench.url).origin}/#/trials/trial-example/light-table`)
  const panes = page.locator('[data-pane]')
  const pane = (name: string) => page.getByRole('figure', { name, exact: true })
  const output = page.getByRole('status')
  const across = page.getByLabel('Across')

  await test.step('a cell of the table opens beside the other values of its axis', async () => {
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('Enter')
    await expect(panes).toHaveCount(2)
    await expect(pane('steps 4')).toBeVisible()
    await expect(pane('steps 20')).toBeVisible()
    await expect(page.getByRole('toolbar', { name: 'What is compared' })).toContainText('A')
    await expect(page.getByRole('heading', { name: 'Prompt 1, side by side' })).toBeAttached()
    await lookAtScreen(page, keepScreenshot, 'compare-axis')
    await page.keyboard.press('d')
    await expect(output).toContainText('32,768 of 65,536 pixels differ, 50.00 %')
    await page.keyboard.press('d')
  })

  await test.step('the next prompt and another repeat keep the rest', async () => {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('heading', { name: 'Prompt 2, side by side' })).toBeAttached()
    await expect(page.getByRole('toolbar', { name: 'What is compared' })).toContainText('Repeat 2 of 3')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('heading', { name: 'Prompt 2, side by side' })).toBeAttached()
    await expect(panes).toHaveCount(2)
  })

  await test.step('across repeats, at one value of the axis', async () => {
    await across.selectOption({ label: 'Repeats' })
    await expect(panes).toHaveCount(3)
    await page.getByLabel('Steps').selectOption('20')
    await expect(page.getByRole('heading', { name: 'Prompt 2 · steps 20, side by side' })).toBeAttached()
    await page.getByLabel('Steps').blur()
    await page.keyboard.press('l')
    await expect(page.getByRole('figure', { name: 'Loupe, repeat 3' })).toContainText('R 0 G 0 B 0')
    await expect(page.getByRole('figure', { name: 'Loupe, repeat 1' })).toContainText('R 128 G 128 B 128')
    await lookAtScreen(page, keepScreenshot, 'compare-repeats')
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Phases, tries of repeat 3' }).click()
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('repeat 3 of 3')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '3 of 3 shown' }).click()
    await page.getByRole('checkbox', { name: 'repeat 1' }).uncheck()
    await expect(page.getByRole('checkbox', { name: 'repeat 2' })).toBeDisabled()
    await lookAtScreen(page, keepScreenshot, 'compare-repeats-chosen')
    await page.keyboard.press('Escape')
    await expect(panes).toHaveCount(2)
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('heading', { name: 'Prompt 1 · steps 20, side by side' })).toBeAttached()
    await expect(pane('repeat 3')).toBeVisible()
    await expect(pane('repeat 1')).toHaveCount(0)
  })

  await test.step('two repeats in one place, by keys, kept in the address', async () => {
    await page.keyboard.press('d')
    await page.keyboard.press('2')
    await page.keyboard.press('Shift+Digit1')
    await expect(page.getByRole('figure', { name: 'Where repeat 1 and repeat 2 differ' })).toBeVisible()
    await expect(output).toContainText(/\d+ of 65,536 pixels differ/)
    await page.keyboard.press('v')
    await page.keyboard.press('v')
    await expect(page.getByRole('slider', { name: /repeat 1 left of it, repeat 2 right of it/ })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('figure', { name: 'repeat 1 and repeat 2 in one place' })).toBeVisible()
    await expect(across).toHaveValue('repeat')
    await lookAtScreen(page, keepScreenshot, 'compare-repeats-slider')
  })

  await test.step('by seed, and without names', async () => {
    await across.selectOption({ label: 'Seeds' })
    await across.blur()
    await expect(page.getByRole('figure', { name: /^seed \d+ and seed \d+ in one place$/ })).toBeVisible()
    await page.keyboard.press('h')
    await expect(page.getByRole('figure', { name: /^Picture \d and Picture \d in one place$/ })).toBeVisible()
    await expect(page.getByRole('toolbar', { name: 'What is compared' })).not.toContainText('FLUX')
    await page.keyboard.press('h')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('grid')).toBeVisible()
    await expect(page).not.toHaveURL(/across|first|hidden|openContender/)
  })
})
