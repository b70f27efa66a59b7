import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { writeExampleBundle } from '../unit/store/bundle/example-bundle.ts'

test('a bundle whose opening was killed is there by half, or what it left stays for good', async () => {
  const dataDirectory = await temporaryDirectory()
  const path = await writeExampleBundle()
  const script = join(findInstallation().root, 'tests', 'integration', 'open-until-killed.ts')
  const child = spawn(process.execPath, [script, dataDirectory, path], {
    env: childEnvironment({}),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  const bundles = join(dataDirectory, 'bundles')
  expect(await readdir(bundles)).toEqual([expect.stringMatching(/^\.unfinished-\d+-/)])

  const { client, ...workbench } = await testWorkbench({ dataDirectory })
  expect(await readdir(bundles)).toEqual([])
  expect(await client.bundle.list()).toEqual([])
  const opened = await workbench.openBundle(path)
  expect(await client.bundle.list()).toEqual([opened])
})

test('whoever gives up sending a bundle finds it opened all the same, or its bytes left on the disk', async () => {
  const dataDirectory = await temporaryDirectory()
  const { client, ...workbench } = await testWorkbench({ dataDirectory })
  const bytes = new Uint8Array(await readFile(await writeExampleBundle()))
  const halfway = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(bytes.subarray(0, 1000)),
    pull: (stream) => stream.error(new Error('The connection is gone.')),
  })
  const broken = new Request('http://workbench/bundles', {
    method: 'POST',
    body: halfway,
    duplex: 'half',
  } as RequestInit)
  expect((await workbench.handler(broken)).status).toBe(400)
  // All of it has come, and nobody waits for it any more.
  const given = new AbortController()
  const late = new Request('http://workbench/bundles', { method: 'POST', body: bytes, signal: given.signal })
  const answer = workbench.handler(late)
  given.abort()
  await answer
  expect(await client.bundle.list()).toEqual([])
  expect(await readdir(join(dataDirectory, 'bundles'))).toEqual([])
})
