import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './workbench-fixture.ts'

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

/**
 * Looks at the screen as it stands: with axe, which keeps to the top frame (the report's frame lets no script in, not even
 * axe), and with pictures at both sizes, light and dark, kept as `artifacts/screenshots/<name>-<width>-<theme>.png`.
 */
export async function lookAtScreen(
  page: Page,
  keepScreenshot: (name: string) => Promise<void>,
  name: string,
): Promise<void> {
  await settle(page)
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  const breaches = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
  expect(breaches, name).toEqual([])
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await settle(page)
      await keepScreenshot(`${name}-${size.width}-${colorScheme}`)
    }
  }
}

/** Waits for what is on its way, moves or fades to come to rest: half-way, colours are neither the old nor the new ones. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    // One that is taken away with its element has come to rest as well.
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}
