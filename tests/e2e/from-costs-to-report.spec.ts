import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// Playwright puts a script into the report’s frame to take a picture of it; the frame refuses, as it shall.
test.use({ provokedComplaints: [/Blocked script execution .*frame is sandboxed/] })

test('what is assumed of costs does not reach the decision, or the report says another answer than the screens', async ({
  page,
  workbench,
  browser,
  keepScreenshot,
}) => {
  test.setTimeout(180_000)
  await page.goto(`${new URL('/', workbench.url).href}#/trials/new`)
  await page.getByLabel('Of each prompt').fill('2')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  const tabs = page.getByRole('navigation', { name: 'This trial' })
  const saved = page.getByText(/^Saved/)

  const costs = await test.step('costs: machines that are kept on through office hours', async () => {
    await tabs.getByRole('link', { name: 'Economics' }).click()
    await page.getByLabel('Pictures a month', { exact: true }).fill('700,000')
    await page.getByLabel('Traffic', { exact: true }).selectOption('office-hours')
    await expect(saved).toBeVisible()
    await expect(page.getByRole('region', { name: /^Months by volume$/ })).toContainText('700,000, yours')
    return {
      lead: await textOf(page, '.lead'),
      months: await monthsOf(page),
    }
  })
  expect(costs.months.size).toBe(4)

  const decision = await test.step('decision: at that volume, with a limit that one breaks', async () => {
    await tabs.getByRole('link', { name: 'Decision' }).click()
    await expect(page.getByLabel('Pictures a month', { exact: true })).toHaveValue('700000')
    const limits = page.getByRole('region', { name: 'Limits' })
    await limits.getByLabel('A further limit of').selectOption('Cost')
    await limits.getByRole('textbox', { name: 'at most' }).fill('0.006')
    await limits.getByRole('button', { name: 'Add the limit' }).click()
    await expect(limits.getByRole('listitem').filter({ hasText: 'Segmind' }).last()).toContainText('excluded')
    await expect(saved).toBeVisible()
    return { answer: await textOf(page, 'h1') }
  })
  expect(decision.answer).toMatch(/[Rr]un |can’t be told apart/)

  const path = await test.step('report: shown, and saved as one file', async () => {
    await page.getByRole('link', { name: 'Write report' }).click()
    const report = page.frameLocator('iframe')
    await expect(report.getByText(decision.answer).first()).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'report-of-a-decision')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as' }).click()
    await page.getByRole('menuitem', { name: 'HTML' }).click()
    const to = join(workbench.dataDirectory, 'saved.html')
    await (await download).saveAs(to)
    return to
  })

  await test.step('the file, opened without Assay, network or scripts, says the same', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true })
    const file = await context.newPage()
    await file.goto(pathToFileURL(path).href)
    await expect(file.getByText(decision.answer).first()).toBeVisible()
    await expect(file.getByText(costs.lead).first()).toBeVisible()
    for (const section of ['#contenders', '#economics']) {
      await expect(file.locator(section).getByRole('columnheader', { name: /^700,000\s*your volume$/ })).toBeVisible()
      for (const [name, month] of costs.months) {
        const own = file.locator(section).getByRole('row', { name })
        await expect(own.getByText(month, { exact: true }).first()).toBeVisible()
      }
    }
    const limits = file.getByRole('heading', { name: 'Limits' }).locator('xpath=..')
    await expect(limits).toContainText('Segmind')
    await context.close()
  })
})

/** As it reads: parts joined, and numbers not held to their percent signs. */
async function textOf(page: Page, selector: string): Promise<string> {
  const text = await page.locator(selector).first().innerText()
  return text.replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ').trim()
}

/** The month of each contender at the reader’s own volume, by name: `$2,100`. */
async function monthsOf(page: Page): Promise<Map<string, string>> {
  const table = page.getByRole('region', { name: 'Months by volume' })
  const heads = await table.getByRole('columnheader').allInnerTexts()
  const place = heads.findIndex((head) => head.includes('yours'))
  const rows = await table
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .all()
  const months = await Promise.all(
    rows.map(async (row) => {
      const name = await row.getByRole('rowheader').innerText()
      const cell = await row
        .getByRole('cell')
        .nth(place - 1)
        .innerText()
      return [name.trim(), /\$[\d,.]+/.exec(cell)?.[0] ?? cell] as const
    }),
  )
  return new Map(months)
}
