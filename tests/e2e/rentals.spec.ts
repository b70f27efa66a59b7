import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const PASSPHRASE = 'four unrelated words here'

test('a rented machine is not seen, goes on billing after its end, or its end is not confirmed', async ({
  page,
  workbench,
  simulate,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const [lambda] = await simulate('lambda')

  await test.step('without an account it says what is needed', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await expect(page.getByRole('heading', { name: 'No account to rent with' })).toBeVisible()
    await lookAt('rentals-empty')
  })

  await test.step('an account that rents out machines', async () => {
    await page.getByRole('link', { name: 'Add an account' }).click()
    const vault = page.getByRole('region', { name: 'Vault' })
    await vault.getByLabel('Passphrase').fill(PASSPHRASE)
    await vault.getByLabel('Once more').fill(PASSPHRASE)
    await vault.getByRole('button', { name: 'Set up the vault' }).click()
    await expect(vault).toContainText('Unlocked.')
    await page.getByRole('button', { name: 'Add Lambda' }).click()
    await page.getByLabel('Label').fill('research')
    await page.getByLabel('Address, if not the provider’s own').fill(lambda?.baseUrl ?? '')
    await page.getByLabel('API key').fill(lambda?.credentials['apiKey'] ?? '')
    await page.getByRole('button', { name: 'Save and check' }).click()
    await expect(page.getByRole('list', { name: 'Check result' })).toContainText('answers in')
  })

  await test.step('offers are listed, dear and cheap, sold out or not', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Rentals' }).click()
    await page.getByLabel('Account').selectOption({ label: 'Lambda, research' })
    await expect(page.getByRole('columnheader', { name: 'An hour' })).toHaveAttribute('aria-sort', 'ascending')
    await lookAt('rentals-offers')
  })

  await test.step('a machine is rented', async () => {
    await page
      .getByRole('button', { name: /^Rent .* in / })
      .first()
      .click()
    const form = page.getByRole('form')
    await form.getByLabel('Ends at the latest after').fill('2')
    await form.getByRole('button', { name: /^Rent it for/ }).click()
    await expect(form).toContainText('Type a whole number from 5 to 43,200')
    await lookAt('rentals-launch')
    await form.getByLabel('Ends at the latest after').fill('30')
    await form.getByRole('button', { name: /^Rent it for/ }).click()
    await expect(form).toHaveCount(0)
    await expect(page.getByRole('article')).toContainText(/ready|starting up/, { timeout: 30_000 })
    await expect(page.getByRole('article')).toContainText('On the meter')
    await lookAt('rentals-open')
  })

  await test.step('it is ended, and the provider confirms', async () => {
    await page.getByRole('button', { name: 'End…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'End the machine' }).click()
    await expect(page.getByRole('heading', { name: 'Ended', exact: true })).toBeVisible({ timeout: 90_000 })
    await expect(page.getByText('confirmed gone').first()).toBeVisible()
    await expect(page.getByText('No machine is rented through Assay.')).toBeVisible()
    await lookAt('rentals-ended')
  })
  expect(workbench.dataDirectory).not.toBe('')
})
