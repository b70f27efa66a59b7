import type { Page } from '@playwright/test'
import { lookAtScreen } from './look-at-screen.ts'
import { addAccount, goTo, setUpVault } from './set-up-account.ts'
import { expect, test } from './workbench-fixture.ts'

// Assay looks at a machine every five seconds, asks for an end again after twenty, and believes it after a minute.
test.use({ timeFactor: 10 })

/** The form of the first offer that is not sold out. */
async function takeAnOffer(page: Page, account: string): Promise<void> {
  await page.getByLabel('Account', { exact: true }).selectOption({ label: account })
  await page
    .getByRole('button', { name: /^Rent .* in / })
    .first()
    .click()
}

async function rent(page: Page): Promise<void> {
  const form = page.getByRole('form')
  await form.getByRole('button', { name: /^Rent it for/ }).click()
  await expect(form).toHaveCount(0)
}

async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the machine' }).click()
}

test('a rented machine is not seen, its lease can’t be put off, or its end is not confirmed', async ({
  page,
  workbench,
  simulate,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const lambda = await simulate('lambda')
  const machine = page.getByRole('article')

  await test.step('without an account it says what is needed', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await expect(page.getByRole('heading', { name: 'No account to rent with' })).toBeVisible()
    await lookAt('rentals-empty')
  })

  await test.step('an account that rents out machines', async () => {
    await page.getByRole('link', { name: 'Add an account' }).click()
    await setUpVault(page)
    await addAccount(page, 'Lambda', 'research', lambda)
  })

  await test.step('offers are listed, dear and cheap, sold out or not', async () => {
    await goTo(page, 'Rentals')
    await page.getByLabel('Account', { exact: true }).selectOption({ label: 'Lambda, research' })
    await expect(page.getByRole('columnheader', { name: 'An hour' })).toHaveAttribute('aria-sort', 'ascending')
    await lookAt('rentals-offers')
  })

  await test.step('a machine is rented', async () => {
    await takeAnOffer(page, 'Lambda, research')
    await page.getByLabel('Ends at the latest after').fill('2')
    await page.getByRole('button', { name: /^Rent it for/ }).click()
    await expect(page.getByRole('form')).toContainText('Type a whole number from 5 to 43,200')
    await lookAt('rentals-launch')
    await page.getByLabel('Ends at the latest after').fill('30')
    await rent(page)
    await expect(machine).toContainText('ready, its worker answers', { timeout: 30_000 })
    await expect(machine).toContainText('On the meter')
    await lookAt('rentals-open')
  })

  await test.step('its lease is put off by an hour', async () => {
    const endsAt = machine.locator('dt', { hasText: 'Ends at the latest' }).locator('+ dd')
    const before = await endsAt.textContent()
    await page.getByRole('button', { name: 'One hour longer' }).click()
    await expect(endsAt).not.toHaveText(before ?? '')
    await lookAt('rentals-extended')
  })

  await test.step('it is ended, and the provider confirms', async () => {
    await end(page)
    await expect(page.getByRole('heading', { name: 'Ended', exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('confirmed gone').first()).toBeVisible()
    await expect(page.getByText('No machine is rented through Assay.')).toBeVisible()
    await lookAt('rentals-ended')
  })
  expect(workbench.dataDirectory).not.toBe('')
})

test('a launch without capacity goes unsaid, or a machine that does not end bills unseen', async ({
  page,
  workbench,
  simulate,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const pods = await simulate('runpod-pods', 'no-capacity', 'end-fails:12')
  const machine = page.getByRole('article')
  const alarm = page.getByRole('alert', { name: /^Still billing/ })
  await page.goto(`${new URL('/', workbench.url).href}#/accounts`)
  await setUpVault(page)
  await addAccount(page, 'RunPod pods', 'team', pods)

  await test.step('a provider that has no machine left says so, and nothing is charged', async () => {
    await goTo(page, 'Rentals')
    await takeAnOffer(page, 'RunPod pods, team')
    await page.getByLabel('Container image').fill('practice/comfyui:1')
    await rent(page)
    await expect(page.getByRole('alert')).toContainText(
      'No such machine is free now: take another type or cloud. Nothing is charged.',
    )
    await lookAt('rentals-no-capacity')
  })

  await test.step('the next launch finds one', async () => {
    await takeAnOffer(page, 'RunPod pods, team')
    await page.getByLabel('Container image').fill('practice/comfyui:1')
    await rent(page)
    await expect(machine).toContainText('ready, its worker answers', { timeout: 30_000 })
  })

  await test.step('an end that fails is red, with what it costs', async () => {
    await end(page)
    await expect(alarm).toContainText('Each further hour', { timeout: 30_000 })
    await expect(alarm).toContainText(/Told to end\d+ times/)
    await expect(page.getByRole('link', { name: /may still bill after its end/ })).toBeVisible()
    await lookAt('rentals-still-billing')
    await alarm.getByRole('button', { name: 'End it again and confirm' }).click()
    await goTo(page, 'Accounts')
    await expect(alarm).toBeVisible()
    await keepScreenshot('accounts-still-billing')
  })

  await test.step('Assay goes on asking, until the provider confirms', async () => {
    await goTo(page, 'Rentals')
    await expect(alarm).toHaveCount(0, { timeout: 60_000 })
    await expect(page.getByText('confirmed gone').first()).toBeVisible()
    await expect(page.getByText('No machine is rented through Assay.')).toBeVisible()
  })
})
