import { expect, test } from 'vitest'
import { environmentSecrets } from '#main/hosts/environment-secrets.ts'
import { describeProvider } from '#main/providers/describe-provider.ts'
import { providers } from '#main/providers/registry.ts'

test('a key set under the name that the provider list shows is not found, or another provider gets it', () => {
  for (const adapter of providers) {
    const { id, credentials } = describeProvider(adapter, { ready: false, simulator: false })
    for (const { name, environmentVariable } of credentials) {
      const secrets = environmentSecrets({ [environmentVariable]: 'the-key' })
      expect(secrets.read(id, name)).toBe('the-key')
      for (const other of providers.filter(({ descriptor }) => descriptor.id !== id))
        expect(secrets.read(other.descriptor.id, name)).toBeNull()
    }
  }
})

test('an empty variable counts as a key, or the line break of a pasted one is sent', () => {
  const secrets = environmentSecrets({ ASSAY_NOVITA_API_KEY: ' the-key\n', ASSAY_SEGMIND_API_KEY: '  ' })
  expect(secrets.read('novita', 'apiKey')).toBe('the-key')
  expect(secrets.read('segmind', 'apiKey')).toBeNull()
  expect(secrets.read('modal', 'tokenId')).toBeNull()
})
