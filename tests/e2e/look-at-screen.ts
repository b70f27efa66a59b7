import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './workbench-fixture.ts'

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

/**
 * Looks at the screen as it stands: with pictures at both sizes, light and dark, kept as
 * `artifacts/screenshots/<name>-<width>-<theme>.png`, and with axe at the first size: all of its rules in the light, that of colours
 * in the dark as well.
 */
export async function lookAtScreen(
  page: Page,
  keepScreenshot: (name: string) => Promise<void>,
  name: string,
): Promise<void> {
  const breaches: string[] = []
  for (const [index, size] of SIZES.entries()) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await settle(page)
      if (index === 0) {
        const found = await breachesOf(page, colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {})
        breaches.push(...found.map((breach) => `${colorScheme}: ${breach}`))
      }
      await keepScreenshot(`${name}-${size.width}-${colorScheme}`)
    }
  }
  expect(breaches, name).toEqual([])
}

/**
 * What axe finds in the top frame: the report's frame lets no script in, not even axe. Hence the mode without a second page, which
 * gathers what frames say; with that page, and with lists of all that is well, it took five times as long.
 */
async function breachesOf(page: Page, rules: Parameters<AxeBuilder['options']>[0]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude('iframe')
  const { violations } = await axe.options({ resultTypes: ['violations'], ...rules }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
}

/** Waits for what is on its way, moves or fades to come to rest: half-way, colours are neither the old nor the new ones. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.evaluate(async () => {
    // What lies in a closed <details> does not move on, and never comes to its end.
    const passing = document
      .getAnimations()
      .filter(
        ({ effect }) =>
          effect?.getComputedTiming().endTime !== Infinity &&
          (!(effect instanceof KeyframeEffect) ||
            (effect.target?.checkVisibility({ contentVisibilityAuto: true }) ?? true)),
      )
    // One that is taken away with its element has come to rest as well.
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}
