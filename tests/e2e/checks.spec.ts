import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// Playwright puts a script into every frame to take a picture of it; the report's frame refuses, as it shall.
test.use({ provokedComplaints: [/Blocked script execution .*frame is sandboxed/] })

test('what automatic checks found in a picture is nowhere to be seen, or page and report say different things', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.dataDirectory).not.toBe('')
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  const tabs = page.getByRole('navigation', { name: 'This trial' })

  await test.step('inspector: the verdict, and each measure with its unit', async () => {
    await tabs.getByRole('link', { name: 'Light table' }).click()
    await page.getByRole('grid', { name: 'Prompts by contenders' }).getByRole('gridcell').first().focus()
    // In a window as narrow as this one it is closed at first.
    await page.keyboard.press('i')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await expect(inspector.getByRole('heading', { name: 'Automatic checks' })).toBeVisible()
    await expect(inspector.getByText('passes all 7 gates')).toBeVisible({ timeout: 30_000 })
    await expect(inspector.getByRole('row', { name: /^Sharpness [\d.,]+ levels²/ })).toBeVisible()
    await expect(inspector.getByRole('row', { name: /^Transparency 0\.0 %$/ })).toBeVisible()
    await inspector.getByRole('heading', { name: 'Automatic checks' }).scrollIntoViewIfNeeded()
    await lookAtScreen(page, keepScreenshot, 'checks-inspector')
  })

  const cost = await test.step('charts: what a usable picture costs', async () => {
    await tabs.getByRole('link', { name: 'Analysis' }).click()
    await page.getByRole('navigation', { name: 'Analysis' }).getByRole('link', { name: 'Cost' }).click()
    const table = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'A usable picture' }) })
    const row = table.getByRole('row', { name: /^Novita AI/ })
    await expect(row.getByText(/\$0\.0030/).first()).toBeVisible()
    await table.scrollIntoViewIfNeeded()
    await lookAtScreen(page, keepScreenshot, 'checks-charts')
    return row.getByRole('cell').nth(2).locator('b').innerText()
  })

  await test.step('votes: whether they agree with the checks', async () => {
    await tabs.getByRole('link', { name: 'Votes' }).click()
    await page.getByRole('button', { name: 'Judge blind…' }).click()
    await page.getByLabel('Reviewer, by name or pseudonym').fill('Ada')
    await page.getByRole('button', { name: 'Begin' }).click()
    for (let given = 0; given < 16; given += 1) {
      await expect(page.getByText(new RegExp(`^${given} votes? by Ada`))).toBeVisible()
      await expect(page.getByRole('main').locator('[data-pane] img')).toHaveCount(2)
      await page.keyboard.press('ArrowLeft')
    }
    await page.getByText('16 votes by Ada').waitFor()
    await page.keyboard.press('Escape')
    const agreement = page.getByRole('region', { name: 'Automatic checks beside these votes' })
    await expect(agreement.getByText(/^Sharpness .+ of\s\d+\svotes/)).toBeVisible()
    await agreement.scrollIntoViewIfNeeded()
    await lookAtScreen(page, keepScreenshot, 'checks-votes')
  })

  await test.step('report: the same in its own section', async () => {
    await tabs.getByRole('link', { name: 'Report' }).click()
    const report = page.frameLocator('iframe')
    const usable = report.getByRole('region', { name: 'Usable pictures' })
    await expect(usable.getByRole('row', { name: /^Novita AI/ })).toContainText(cost)
    await expect(report.getByText(/^Sharpness .+ of\s\d+\svotes/)).toBeVisible()
    await usable.scrollIntoViewIfNeeded()
    await lookAtScreen(page, keepScreenshot, 'checks-report')
  })
})
