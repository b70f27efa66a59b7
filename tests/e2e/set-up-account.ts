import type { Page } from '@playwright/test'
import { expect, type Simulated } from './workbench-fixture.ts'

const PASSPHRASE = 'four unrelated words here'

/** The vault as it first stands on the accounts' page. */
export async function setUpVault(page: Page): Promise<void> {
  const vault = page.getByRole('region', { name: 'Vault' })
  await vault.getByLabel('Passphrase').fill(PASSPHRASE)
  await vault.getByLabel('Once more').fill(PASSPHRASE)
  await vault.getByRole('button', { name: 'Set up the vault' }).click()
  await expect(vault).toContainText('Unlocked.')
}

/** The vault after a restart. */
export async function unlockVault(page: Page): Promise<void> {
  const vault = page.getByRole('region', { name: 'Vault' })
  await vault.getByLabel('Passphrase').fill(PASSPHRASE)
  await vault.getByRole('button', { name: 'Unlock' }).click()
  await expect(vault).toContainText('Unlocked.')
}

/** Adds an account at a simulator that takes a key alone, from the accounts' page, and sees its check pass. */
export async function addAccount(page: Page, name: string, label: string, simulated: Simulated): Promise<void> {
  await page.getByRole('button', { name: `Add ${name}` }).click()
  await page.getByLabel('Label').fill(label)
  await page.getByLabel('Address, if not the provider’s own').fill(simulated.baseUrl)
  await page.getByLabel('API key').fill(simulated.credentials['apiKey'] ?? '')
  await page.getByRole('button', { name: 'Save and check' }).click()
  await expect(page.getByRole('list', { name: 'Check result' })).toContainText('answers in')
}

/** Goes to a screen by its name in the rail. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: screen }).first().click()
}
