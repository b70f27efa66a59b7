import { chartsOf, expectSameNumbers, expectStandsAlone } from './chart-frames.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

test('a weight that is moved, a limit that excludes, or a rating changes nothing, or is gone after a reload', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  test.setTimeout(300_000)
  expect(workbench.dataDirectory).not.toBe('')
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page).toHaveURL(/\/run$/)
  const tabs = page.getByRole('navigation', { name: 'This trial' })

  await test.step('while the trial runs it says so', async () => {
    await tabs.getByRole('link', { name: 'Decision' }).click()
    await expect(page.getByText(/the trial still runs|Nothing has been answered yet/)).toBeVisible()
    await expect(page.getByText('Recommendation, from your weights and the evidence so far')).toBeVisible({
      timeout: 90_000,
    })
    await expect(page.getByRole('region', { name: 'What each has, and what it scores' })).toContainText('$0.0030')
  })

  await test.step('votes give quality', async () => {
    await tabs.getByRole('link', { name: 'Votes' }).click()
    await page.getByRole('button', { name: 'Judge blind…' }).click()
    await page.getByLabel('Reviewer, by name or pseudonym').fill('Ada')
    await page.getByRole('button', { name: 'Begin' }).click()
    for (let given = 0; given < 16; given += 1) {
      await expect(page.getByText(new RegExp(`^${given} votes? by Ada`))).toBeVisible()
      await expect(page.getByRole('main').locator('[data-pane] img')).toHaveCount(2)
      await page.keyboard.press(given % 3 === 0 ? 'ArrowRight' : 'ArrowLeft')
    }
    await page.getByText('16 votes by Ada').waitFor()
    await page.keyboard.press('Escape')
    await tabs.getByRole('link', { name: 'Decision' }).click()
    await expect(page.getByRole('heading', { name: 'Cost against Quality, by votes' })).toBeVisible()
  })

  const saved = page.getByText(/^Saved .+, version \d+$/)
  const cost = page.getByRole('slider', { name: 'Weight of Cost' })

  await test.step('by keyboard a weight moves, and the others keep their proportions', async () => {
    await expect(cost).toHaveAttribute('aria-valuenow', '35')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/[Rr]un |can’t be told apart/)
    await expect(page.getByRole('region', { name: 'If Cost mattered more, or less' })).toContainText(
      'By the values alone, ',
    )
    await lookAt('decision')
    await page.getByRole('button', { name: 'Show all rows' }).scrollIntoViewIfNeeded()
    await page.getByRole('region', { name: 'What each has, and what it scores' }).scrollIntoViewIfNeeded()
    await lookAt('decision-charts')
    for (const chart of await chartsOf(page)) {
      await expectSameNumbers(page, chart)
      await expectStandsAlone(page, chart)
    }
    await cost.focus()
    await page.keyboard.press('PageUp')
    await page.keyboard.press('PageUp')
    await page.keyboard.press('ArrowLeft')
    await expect(cost).toHaveAttribute('aria-valuetext', '54 %')
    await expect(page.getByRole('slider', { name: 'Weight of Reliability' })).toHaveAttribute(
      'aria-valuetext',
      // 15 of the 65 that the others had, of the 46 that are left.
      '10.6 %',
    )
    await expect(saved).toBeVisible()
  })

  await test.step('a limit that one breaks excludes it, with the reason', async () => {
    const limits = page.getByRole('region', { name: 'Limits' })
    await limits.getByLabel('A further limit of').selectOption('Cost')
    await limits.getByRole('textbox', { name: 'at most' }).fill('0.02')
    await limits.getByRole('button', { name: 'Add the limit' }).click()
    const excluded = limits
      .getByRole('listitem')
      .filter({ hasText: 'Modal A100' })
      .filter({ hasText: 'excluded' })
      .last()
    await expect(excluded).toContainText('cost per usable picture at most $0.0200: $0.0250')
    await expect(page.getByText('is excluded by your limit').first()).toBeVisible()
  })

  await test.step('what is not measured is rated in the words of its levels', async () => {
    await page.getByRole('button', { name: 'Add a criterion' }).click()
    await page.getByRole('menuitem', { name: 'Documentation' }).click()
    await expect(page.getByRole('slider', { name: 'Weight of Documentation' })).toHaveAttribute('aria-valuenow', '20')
    await page.getByRole('button', { name: 'Rate Segmind: Documentation, not known' }).click()
    const dialog = page.getByRole('dialog', { name: 'Documentation of Segmind' })
    await dialog.getByLabel('3: complete, with examples').check()
    await dialog.getByLabel('Note: what it rests on').fill('Read on 3 December: every parameter has an example.')
    await lookAt('decision-rating')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('button', { name: 'Rate Segmind: Documentation, 3 rated by you' })).toBeVisible()
  })

  await test.step('what is good enough moves the scores', async () => {
    await page.getByText('Say yourself what is good enough, and what is unacceptable').click()
    const form = page.getByRole('form', { name: 'Scores of Cost' })
    await form.getByLabel('Good enough').fill('0.003')
    await form.getByRole('button', { name: 'Set', exact: true }).click()
    const row = page
      .getByRole('region', { name: 'What each has, and what it scores' })
      .getByRole('row', { name: /^Novita AI/ })
    await expect(row.getByRole('cell').nth(1)).toContainText('score 1.00')
    await expect(form.getByRole('button', { name: 'Back to round numbers' })).toBeVisible()
    await form.scrollIntoViewIfNeeded()
    await lookAt('decision-references')
  })

  await test.step('a criterion of one’s own', async () => {
    await page.getByRole('button', { name: 'Add a criterion' }).click()
    await page.getByRole('menuitem', { name: 'One of your own…' }).click()
    const dialog = page.getByRole('dialog', { name: 'A criterion of your own' })
    await dialog.getByRole('button', { name: 'Add it' }).click()
    await expect(dialog.getByText('Type a name of at most 80 characters')).toBeVisible()
    await dialog.getByLabel('Name').fill('Support by people')
    await dialog.getByRole('button', { name: 'Add it' }).click()
    await expect(page.getByRole('slider', { name: 'Weight of Support by people' })).toBeVisible()
  })

  await test.step('a reload keeps all of it', async () => {
    // Whatever is not saved by now lies with the window.
    await page.reload()
    await expect(page.getByRole('slider', { name: 'Weight of Support by people' })).toBeVisible()
    await expect(page.getByText('is excluded by your limit').first()).toBeVisible()
    await page.getByRole('button', { name: 'Rate Segmind: Documentation, 3 rated by you' }).click()
    await expect(page.getByLabel('Note: what it rests on')).toHaveValue(
      'Read on 3 December: every parameter has an example.',
    )
    await page.keyboard.press('Escape')
    await expect(saved).toBeVisible()
    await page.getByRole('region', { name: 'Limits' }).scrollIntoViewIfNeeded()
    await lookAt('decision-limits')
    await page.keyboard.press('s')
    await expect(page.getByRole('columnheader', { name: 'Of the three together' })).toBeVisible()
    await page.getByRole('button', { name: 'Show all charts' }).scrollIntoViewIfNeeded()
    await lookAt('decision-rows')
  })

  await test.step('comparing two at a time gives weights, and says how the answers fit', async () => {
    await page.getByRole('button', { name: 'Compare two at a time…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Compare two at a time' })
    for (const name of ['Reliability', 'Quality, by votes', 'Documentation', 'Support by people'])
      await dialog.getByRole('checkbox', { name }).uncheck()
    await dialog.getByLabel('Cost and Latency, p95').selectOption('Cost matters 3 times as much')
    await expect(dialog.getByText(/They come to Cost 75\s%, Latency, p95 25\s%\./)).toBeVisible()
    await lookAt('decision-comparisons')
    await dialog.getByRole('button', { name: 'Weigh by these' }).click()
    await expect(page.getByText(/^The comparisons fit together/)).toBeVisible()
    await page.getByRole('button', { name: 'Back to sliders' }).click()
    await expect(page.getByRole('slider', { name: 'Weight of Support by people' })).toBeVisible()
  })
})

test.describe('a decision that somebody else has saved meanwhile', () => {
  test.use({ provokedComplaints: [/status of 409/] })

  test('is replaced, or what was changed here is lost', async ({ page, workbench, context }) => {
    expect(workbench.dataDirectory).not.toBe('')
    await page.getByRole('link', { name: 'New trial' }).first().click()
    await page.getByLabel('Of each prompt').fill('1')
    await page.getByRole('button', { name: 'Freeze plan and start' }).click()
    await expect(page).toHaveURL(/\/run$/)
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Decision' }).click()
    const volume = page.getByLabel('Pictures a month')
    await expect(volume).toHaveValue('50000')

    const other = await context.newPage()
    await other.goto(page.url())
    await other.getByLabel('Pictures a month').fill('7000')
    await expect(other.getByText(/^Saved .+, version 1$/)).toBeVisible()
    await other.close()

    await volume.fill('8000')
    const said = page.getByRole('alert')
    await expect(said).toContainText('version 1 was saved since version 0 was opened')
    await expect(said).toContainText('What you have set is still here, and not saved.')
    await page.reload()
    await expect(page.getByRole('alert')).toContainText('was not saved')
    await expect(volume).toHaveValue('8000')
    await page.getByRole('button', { name: 'Load the newest' }).click()
    await expect(volume).toHaveValue('7000')
    await expect(page.getByRole('alert')).toHaveCount(0)
  })
})
