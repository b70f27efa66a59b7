import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const PASSPHRASE = 'four unrelated words here'

// A key that does not fit the vault yet, and a vault that is locked, are answered with 4xx on purpose.
test.use({ provokedComplaints: [/status of (409|423|403)/] })

test('a wrong key passes the check, a right one fails it, or the page can read a key that is set', async ({
  page,
  workbench,
  simulate,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const novita = await simulate('novita')
  const key = novita.credentials['apiKey'] ?? ''
  const vault = page.getByRole('region', { name: 'Vault' })
  const checks = page.getByRole('list', { name: 'Check result' })

  await test.step('no account yet says what to do', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await expect(page.getByRole('heading', { name: 'No account yet' })).toBeVisible()
    await expect(vault).toContainText('Choose a passphrase')
    await lookAt('accounts-empty')
  })

  await test.step('the vault is set up with a passphrase, and two that differ are refused', async () => {
    await vault.getByLabel('Passphrase').fill(PASSPHRASE)
    await vault.getByLabel('Once more').fill('another one entirely')
    await vault.getByRole('button', { name: 'Set up the vault' }).click()
    await expect(vault).toContainText('The two are not the same')
    await vault.getByLabel('Once more').fill(PASSPHRASE)
    await vault.getByRole('button', { name: 'Set up the vault' }).click()
    await expect(vault).toContainText('Unlocked. Kept under your passphrase')
  })

  await test.step('a wrong key is refused by the provider, and the page says so', async () => {
    await page.getByRole('button', { name: 'Add Novita AI' }).click()
    await page.getByLabel('Label').fill('team')
    await page.getByLabel('Region').fill('eu')
    await page.getByLabel('Address, if not the provider’s own').fill(novita.baseUrl)
    await page.getByLabel('API key').fill('sk_wrong-key')
    await page.getByRole('button', { name: 'Save and check' }).click()
    await expect(checks).toContainText('Key refused')
    await expect(checks).toContainText('unknown, not zero')
    await expect(page.getByRole('navigation', { name: 'Accounts' })).toContainText('key refused')
    await lookAt('accounts-refused')
  })

  await test.step('what is set is not shown, and is replaced', async () => {
    await expect(page.getByRole('group', { name: 'API key' })).toContainText('Set')
    expect(await page.content()).not.toContain('sk_wrong-key')
    await page.getByRole('group', { name: 'API key' }).getByRole('button', { name: 'Replace' }).click()
    await page.getByLabel('API key').fill(key)
    await page.getByLabel('API key').press('Enter')
    await expect(checks).toContainText('accepted')
    await expect(page.getByRole('navigation', { name: 'Accounts' })).toContainText('checked')
  })

  await test.step('the provider’s own models are asked for, and searched', async () => {
    await checks.getByRole('button', { name: 'Ask for it' }).click()
    await expect(page.getByRole('list', { name: 'Models of the account' })).toBeVisible()
    await lookAt('accounts-checked')
  })

  await test.step('a locked vault says so where the check was asked for', async () => {
    await vault.getByRole('button', { name: 'Lock' }).click()
    await expect(vault).toContainText('Locked.')
    await page.getByRole('button', { name: 'Save and check' }).click()
    await expect(page.getByText('Not checked.')).toBeVisible()
    await lookAt('accounts-locked')
    await vault.getByLabel('Passphrase').fill('not this passphrase')
    await vault.getByRole('button', { name: 'Unlock' }).click()
    await expect(vault).toContainText('passphrase')
    await vault.getByLabel('Passphrase').fill(PASSPHRASE)
    await vault.getByRole('button', { name: 'Unlock' }).click()
    await expect(vault).toContainText('Unlocked.')
  })

  await test.step('a host of one’s own has a certificate and a tunnel', async () => {
    await page.getByRole('button', { name: 'Add account' }).click()
    await page.getByRole('button', { name: 'Add ComfyUI', exact: true }).click()
    await page.getByRole('button', { name: 'Reach it through an SSH tunnel' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Type the server’s name or address')).toBeVisible()
    await lookAt('accounts-tunnel')
  })

  await test.step('an account is removed, and its key with it', async () => {
    await page
      .getByRole('navigation', { name: 'Accounts' })
      .getByRole('button', { name: /^Novita AI/ })
      .click()
    await page.getByRole('button', { name: 'Remove account…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove account' }).click()
    await expect(page.getByRole('heading', { name: 'No account yet' })).toBeVisible()
    await expect(vault).toContainText('0 keys')
  })
  expect(workbench.dataDirectory).not.toBe('')
})

test('own prices are mixed up with those that ship, or claims with prices', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await page.goto(`${new URL('/', workbench.url).href}#/prices`)
  const novita = page.getByRole('region', { name: 'Novita AI' })
  await expect(novita.getByText('claim, price').first()).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'prices')
  await novita.getByRole('button', { name: 'Add a price of your own of Novita AI' }).click()
  const form = page.getByRole('form', { name: 'Price of Novita AI' })
  await form.getByLabel('Name').fill('Contract of 2026')
  await form.getByLabel('Amount').fill('cheap')
  await form.getByRole('button', { name: 'Add a tier' }).click()
  await form.getByLabel('From so many pictures a month').fill('100000')
  await form.getByLabel('Each further one costs').fill('0.0015')
  await form.getByRole('button', { name: 'Save the price' }).click()
  await expect(form).toContainText('Type dollars, such as 0.003')
  await lookAtScreen(page, keepScreenshot, 'prices-form')
  await form.getByLabel('Amount').fill('0.0025')
  await form.getByRole('button', { name: 'Save the price' }).click()
  const row = novita.getByRole('row', { name: /Contract of 2026/ })
  await expect(row).toContainText('$0.0025 a picture')
  await expect(row).toContainText('$0.0015 from 100,000 pictures a month on')
  await expect(row).toContainText('typed in by you')
  await row.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove price' }).click()
  await expect(row).toHaveCount(0)
})
