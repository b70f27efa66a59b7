import { expect, test } from 'vitest'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

async function readyWith(environment: Record<string, string>, kind: ProviderSummary['kind']): Promise<string[]> {
  const { client } = await testWorkbench({ environment })
  const listed = await client.provider.list()
  return listed.filter((provider) => provider.kind === kind && provider.ready).map(({ id }) => id)
}

async function providersOf(kind: ProviderSummary['kind']): Promise<ProviderSummary[]> {
  const { client } = await testWorkbench({})
  return (await client.provider.list()).filter((provider) => provider.kind === kind)
}

test('a managed provider or one of machines counts as ready without its key', async () => {
  expect(await readyWith({}, 'managed')).toEqual([])
  expect(await readyWith({}, 'rental')).toEqual([])
})

test('a managed provider is not ready with all that it asks for, or with a part of it', async () => {
  for (const { id, credentials } of await providersOf('managed')) {
    const needed = credentials.filter(({ required }) => required).map(({ environmentVariable }) => environmentVariable)
    expect(needed, id).not.toEqual([])
    const all = Object.fromEntries(needed.map((variable) => [variable, 'practice']))
    expect(await readyWith(all, 'managed')).toEqual([id])
    for (const variable of needed) {
      const { [variable]: _, ...others } = all
      expect(await readyWith(others, 'managed'), `${id} without ${variable}`).toEqual([])
    }
  }
}, 30_000)

test('a host of the team’s own is ready without an address, or asks for a key where it needs none', async () => {
  expect(await readyWith({}, 'host')).toEqual([])
  const ready: string[] = []
  for (const { id } of await providersOf('host')) {
    const variable = `ASSAY_${id.toUpperCase().replaceAll('-', '_')}_BASE_URL`
    ready.push(...(await readyWith({ [variable]: 'http://127.0.0.1:9' }, 'host')))
  }
  // RunPod's queue has an address and asks for a key.
  expect(ready.toSorted()).toEqual(['a1111', 'comfyui', 'custom', 'modal'])
}, 30_000)
