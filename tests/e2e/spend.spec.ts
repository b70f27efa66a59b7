import { fillLedger } from './fill-ledger.ts'
import { chartsOf, expectSameNumbers, expectStandsAlone } from './chart-frames.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

test.use({ provokedComplaints: [/Failed to load resource/] })

test('money can’t be followed: no lines, ten thousand, a cap, a currency, an invoice, or a ledger that does not answer', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const today = new Date().toISOString().slice(0, 10)
  const month = today.slice(0, 7)

  await test.step('with nothing spent it says what will be here', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await expect(page.getByRole('heading', { name: /^Nothing was spent in / })).toBeVisible()
    await lookAt('spend-empty')
  })

  await test.step('ten thousand lines are summed, and only those in sight are drawn', async () => {
    fillLedger(workbench.dataDirectory, 10_000, 'trial-example')
    await page.reload()
    await expect(page.getByRole('region', { name: 'Charged' })).toContainText('125 charges not reported')
    await page.getByRole('radio', { name: 'Contender' }).click()
    await page.getByRole('button', { name: 'Show 5,000 lines of The novita one, Which one draws posters' }).click()
    const lines = page.getByRole('grid', { name: 'Lines of the ledger' })
    await expect(lines.getByRole('row')).not.toHaveCount(0)
    await lines.press('End')
    await expect(lines.getByText('1 image × $0.0015').last()).toBeVisible()
    expect(await lines.getByRole('row').count()).toBeLessThan(80)
    await lookAt('spend-10000')
  })

  await test.step('a cap is set, and says how far it is used', async () => {
    await page.getByRole('button', { name: 'Set a cap' }).click()
    await page.getByRole('button', { name: 'Set the cap', exact: true }).click()
    await expect(page.getByText('Type an amount of dollars, such as 50.')).toBeVisible()
    await page.getByLabel('Cap', { exact: true }).fill('12')
    await page.getByLabel(/^Each unknown charge/).fill('0.01')
    await page.getByRole('button', { name: 'Set the cap', exact: true }).click()
    await expect(page.getByRole('article', { name: /^Cap on / })).toContainText('50 % reached on')
    await expect(page.getByRole('link', { name: /^Spend/ })).toContainText('80 %')
  })

  await test.step('a rate is entered, and the sums say which it is', async () => {
    await page.getByRole('button', { name: 'Enter a rate' }).click()
    await page.getByLabel('From').fill(`${month}-01`)
    await page.getByLabel('Units for one US dollar').fill('0.92')
    await page.getByLabel('Source').fill('ECB')
    await page.getByRole('button', { name: 'Keep the rate' }).click()
    await page.getByLabel('Show sums also in').selectOption('EUR')
    await expect(page.getByRole('region', { name: 'Charged' })).toContainText(/€\d.* at 0\.92 on 1 /)
    await lookAt('spend-some')
    for (const chart of await chartsOf(page)) {
      await expectSameNumbers(page, chart)
      await expectStandsAlone(page, chart, await page.getByRole('heading', { level: 1 }).innerText())
    }
  })

  await test.step('an invoice is looked at, changes nothing before it is confirmed, and then counts', async () => {
    await page.getByRole('button', { name: 'Take in an invoice…' }).click()
    const panel = page.getByRole('region', { name: 'Take in an invoice', exact: true })
    await panel.getByLabel('Whose').selectOption('environment:novita')
    await panel.getByLabel('Nothing but Assay uses this account').check()
    const text = `Date,Total cost\n${today},"1,234.50"\n${today},-0.50\n`
    await panel
      .locator('input[type=file]')
      .setInputFiles({ name: 'novita.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await expect(panel.getByRole('region', { name: 'Totals by day' })).toContainText('$1,234.00')
    await lookAt('spend-invoice')
    await panel.getByRole('button', { name: 'Take it in' }).click()
    await expect(page.getByRole('region', { name: 'Charged' })).toContainText('$1,2')
    await expect(page.getByRole('article', { name: /^Cap on / })).toContainText('Exceeded by')
  })

  await test.step('the invoice is taken back, and the cap with it', async () => {
    await page.getByRole('button', { name: 'Undo the import of novita.csv' }).click()
    const question = page.getByRole('alertdialog')
    await expect(question).toContainText('Spend of the account')
    await lookAt('spend-undo')
    await question.getByRole('button', { name: 'Undo the import' }).click()
    await expect(page.getByText('None was taken in yet.')).toBeVisible()
    await expect(page.getByRole('article', { name: /^Cap on / })).not.toContainText('Exceeded by')
  })

  await test.step('a ledger that does not answer says so', async () => {
    await page.route('**/rpc/spend/groups', (route) => route.fulfill({ status: 500, body: '{}' }))
    await page.reload()
    await expect(page.getByRole('alert')).toContainText('The ledger can’t be read')
    await lookAt('spend-error')
  })
})
