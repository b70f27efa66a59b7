import { lookAtScreen } from './look-at-screen.ts'
import { addAccount, goTo, setUpVault, unlockVault } from './set-up-account.ts'
import { expect, test, type Simulated } from './workbench-fixture.ts'

// While the vault is locked, nobody can be asked.
test.use({ provokedComplaints: [/status of 423/] })

/** A machine that an Assay has launched whose data folder is lost. */
async function launchElsewhere({ baseUrl, credentials }: Simulated, tag: string): Promise<void> {
  const reply = await fetch(`${baseUrl}/api/v1/instance-operations/launch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials['apiKey']}` },
    body: JSON.stringify({
      region_name: 'us-east-1',
      instance_type_name: 'gpu_1x_a100',
      ssh_key_names: ['practice'],
      name: tag,
      tags: [{ key: 'assay', value: tag }],
    }),
  })
  expect(reply.status).toBe(200)
}

test('a machine that an Assay has lost bills unseen after a restart, or can’t be ended', async ({
  page,
  workbench,
  simulate,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const lambda = await simulate('lambda')
  const orphans = page.getByRole('region', { name: 'Machines without an owner' })
  await page.goto(`${new URL('/', workbench.url).href}#/accounts`)
  await setUpVault(page)
  await addAccount(page, 'Lambda', 'research', lambda)
  await launchElsewhere(lambda, 'assay-lost0of0a0crash')
  await workbench.restart()

  await test.step('with a locked vault it says what could not be looked at', async () => {
    await goTo(page, 'Rentals')
    await expect(orphans).toContainText('research could not be looked at')
    await lookAt('orphans-locked')
  })

  await test.step('once the vault is open, the machine is shown with its price', async () => {
    await goTo(page, 'Accounts')
    await unlockVault(page)
    await expect(page.getByRole('link', { name: /1 found without an owner/ })).toBeVisible()
    await goTo(page, 'Rentals')
    await expect(orphans).toContainText('gpu_1x_a100 at research carries the tag assay-lost0of0a0crash')
    await expect(orphans).toContainText('$1.99 an hour')
    await lookAt('orphans-found')
  })

  await test.step('it is ended when someone asks for it, and seen to its end', async () => {
    await orphans.getByRole('button', { name: 'End it' }).click()
    await expect(orphans).toContainText('None found')
    await expect(page.getByRole('article')).toContainText('told to end, not confirmed yet')
    await lookAt('orphans-ending')
  })
})
