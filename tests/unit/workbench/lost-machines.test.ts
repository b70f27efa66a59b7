import { expect, onTestFinished, test } from 'vitest'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'
import { StandInKeychain } from '#tests/unit/vault/vault-for-test.ts'

test('a machine that was lost is never seen, because the vault was locked when it was first looked for', async () => {
  const simulators = await startRentalSimulators({ seed: 1, providers: ['lambda'], practiceDirectory })
  onTestFinished(() => simulators.close())
  const { baseUrl, credentials } = simulators.simulators[0]!
  const { client } = await testWorkbench({ keychain: new StandInKeychain() })
  await client.account.save({ providerId: 'lambda', baseUrl, fields: { ...credentials } })
  const launched = await fetch(`${baseUrl}/api/v1/instance-operations/launch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials['apiKey']}` },
    body: JSON.stringify({
      region_name: 'us-east-1',
      instance_type_name: 'gpu_1x_a10',
      ssh_key_names: ['practice'],
      tags: [{ key: 'assay', value: 'assay-lost' }],
    }),
  })
  expect(launched.status).toBe(200)

  await client.vault.lock()
  expect(await client.rental.orphans({ again: false })).toMatchObject({ orphans: [], unseen: [{}] })
  await client.vault.unlock({ passphrase: null })
  const found = await client.rental.orphans({ again: false })
  expect(found).toMatchObject({ orphans: [{ tag: 'assay-lost' }], unseen: [] })
  // What was seen whole is not asked for again, whoever wants to know.
  expect(await client.rental.orphans({ again: false })).toEqual(found)
})
