import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { JudgeCall, JudgePair } from '#shared/domain/judge.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const Export = z.object({ pairs: z.array(JudgePair), calls: z.array(JudgeCall) })

async function fillDialog(page: Page, model: string): Promise<void> {
  await page.getByRole('button', { name: 'Ask a judge model…' }).click()
  await page.getByLabel('Account').selectOption('practice:openai-images')
  await page.getByLabel('Model', { exact: true }).fill(model)
  await page.getByLabel('In, a million tokens').fill('0.15')
  await page.getByLabel('Out, a million tokens').fill('0.60')
  await page.getByLabel('Pairs', { exact: true }).fill('4')
  await page.getByLabel('It may cost at most').fill('0.05')
}

test('a judge begins without a word of its cost, votes among people, or hides that it goes by the side', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.dataDirectory).not.toBe('')
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Votes' }).click()

  // By keyboard alone, with people's votes on the same pairs first.
  await page.getByRole('button', { name: 'Judge blind…' }).click()
  await page.getByLabel('Reviewer, by name or pseudonym').fill('Ada')
  await page.keyboard.press('Enter')
  for (let given = 0; given < 2; given += 1) {
    await expect(page.getByText(new RegExp(`^${given} votes? by Ada`))).toBeVisible()
    await expect(page.getByRole('main').locator('[data-pane] img')).toHaveCount(2)
    await page.keyboard.press('ArrowLeft')
  }
  await expect(page.getByText(/^2 votes by Ada/)).toBeVisible()
  await page.keyboard.press('Escape')

  await fillDialog(page, 'practice/judge')
  const estimate = page.getByRole('status', { name: 'What it comes to' })
  await expect(estimate).toContainText('4 of')
  await expect(estimate).toContainText(/8 calls.*One call costs \$0\.00\d\d at most.*stops before \$0\.05/s)
  await lookAtScreen(page, keepScreenshot, 'judge-begin')
  await page.getByLabel('It may cost at most').press('Enter')

  const run = page.getByRole('article', { name: 'Judge practice/judge', exact: true })
  await expect(run).toContainText('Finished: 4 of 4 pairs judged', { timeout: 30_000 })
  await expect(run).toContainText('practice, not charged')
  await expect(run).toContainText(/It says what people say on .* of 2 pairs that both have judged/)
  await expect(run).toContainText('Asked in both orders, it said the same on 100 %')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    run.getByRole('button', { name: 'Export answers' }).click(),
  ])
  const { pairs, calls } = Export.parse(JSON.parse(await readFile(await download.path(), 'utf8')))
  expect({ pairs: pairs.length, calls: calls.length }).toEqual({ pairs: 4, calls: 8 })

  // A cap for one call alone: it stops, says why, and goes on once the cap is raised.
  await fillDialog(page, 'practice/judge:uncounted=1')
  await page.getByLabel('Or one call at most').fill('0.02')
  await page.getByLabel('Calls at once').fill('1')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  const capped = page.getByRole('article', { name: 'Judge practice/judge:uncounted=1' })
  await expect(capped).toContainText(
    /Stopped: 1 of 4 pairs judged · \$0\.00 known and 2 calls unknown, \$0\.0400 counted/,
  )
  await expect(capped).toContainText('of the cap of this judge of $0.05 is spent or held')
  await capped.scrollIntoViewIfNeeded()
  await lookAtScreen(page, keepScreenshot, 'judge-stopped')
  await capped.getByLabel('All of it at most').fill('1')
  await capped.getByRole('button', { name: 'Go on' }).click()
  await expect(capped).toContainText('Finished: 4 of 4 pairs judged', { timeout: 30_000 })

  await fillDialog(page, 'practice/judge:first=1,garbage=0.2')
  await page.getByLabel('Which is more plausible?').check()
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  const biased = page.getByRole('article', { name: 'Judge practice/judge:first=1,garbage=0.2' })
  await expect(biased).toContainText('Finished: 4 of 4 pairs judged', { timeout: 30_000 })
  // Two people's votes, however much the judges said.
  await expect(page.getByLabel('Question', { exact: true })).toContainText('Which do you prefer? (2)')
  await run.getByRole('columnheader', { name: 'Says what people say' }).scrollIntoViewIfNeeded()
  await lookAtScreen(page, keepScreenshot, 'judge')
})
