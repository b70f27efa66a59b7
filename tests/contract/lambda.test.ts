import { LambdaCloudAPI } from 'lambda-cloud-node-api'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RentalProfile } from '#main/simulators/rentals/rental-profile.ts'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'

const WANTED = {
  region_name: 'us-east-1',
  instance_type_name: 'gpu_1x_a10',
  ssh_key_names: ['practice'] as [string],
  name: 'contract',
}

async function start(changes: Partial<RentalProfile> = {}, apiKey?: string) {
  const simulators = await startRentalSimulators({
    seed: 1,
    providers: ['lambda'],
    profiles: { lambda: { bootMs: 30, workerMs: 10, endMs: 30, listedMs: 30, ...changes } },
    practiceDirectory,
  })
  onTestFinished(() => simulators.close())
  const [{ baseUrl, credentials }] = simulators.simulators as [(typeof simulators.simulators)[number]]
  const key = apiKey ?? credentials['apiKey'] ?? ''
  return { simulators, client: new LambdaCloudAPI({ apiKey: key, basePath: `${baseUrl}/api/v1` }) }
}

/** What the client rejects with: the provider's own error body. */
async function codeOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(() => null).catch((caught: unknown) => caught)
  return (error as { error?: { code?: unknown } } | null)?.error?.code ?? error
}

describe('lambda-cloud-node-api, written by others, against the simulator', () => {
  it('lists, launches, follows, restarts and terminates, though it sends JSON as plain text', async () => {
    const { client, simulators } = await start()
    const types = await client.listInstanceTypes()
    expect(types['gpu_1x_a10']).toMatchObject({
      instance_type: { price_cents_per_hour: 129 },
      regions_with_capacity_available: [{ name: 'us-east-1' }, { name: 'us-west-1' }],
    })
    expect(await client.listSSHKeys()).toMatchObject([{ name: 'practice' }])
    const { instance_ids: ids } = await client.launchInstance(WANTED)
    expect(ids).toHaveLength(1)
    const [id = ''] = ids
    await vi.waitFor(async () => expect((await client.getRunningInstance(id)).status).toBe('active'), 5000)
    expect(await client.listRunningInstances()).toMatchObject([{ id, name: 'contract', ip: expect.any(String) }])
    await client.restartInstances([id])
    const { terminated_instances: terminated } = await client.terminateInstances([id])
    expect(terminated).toMatchObject([{ id, status: 'terminating' }])
    await vi.waitFor(async () => expect(await client.listRunningInstances()).toEqual([]), 5000)
    expect(simulators.machines()).toMatchObject([{ id, state: 'gone', machineSeconds: 60 }])
    expect(await codeOf(client.getRunningInstance(id))).toBe('global/object-does-not-exist')
  })

  it('is refused in the provider’s own words: key, capacity, quantity', async () => {
    const stranger = await start({}, 'another')
    expect(await codeOf(stranger.client.listRunningInstances())).toBe('global/invalid-api-key')
    const { client, simulators } = await start({ faults: { 'no-capacity': 1 } })
    expect(await codeOf(client.launchInstance(WANTED))).toBe('instance-operations/launch/insufficient-capacity')
    expect(await codeOf(client.launchInstance({ ...WANTED, quantity: 2 }))).toBe('global/invalid-parameters')
    expect(simulators.machines()).toEqual([])
  })
})
