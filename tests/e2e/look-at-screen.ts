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
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  const breaches = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
  expect(breaches, name).toEqual([])
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await keepScreenshot(`${name}-${size.width}-${colorScheme}`)
    }
  }
}
