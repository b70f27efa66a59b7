import { expect, test } from 'vitest'
import type { AssayError } from '#shared/errors.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }

async function failureOf(promise: Promise<unknown>): Promise<Pick<AssayError, 'code' | 'message'>> {
  return promise.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: unknown) => error as AssayError,
  )
}

test('a graph that is forgotten, or whose inputs are not found again', async () => {
  const { client } = await testWorkbench({})
  const { workflow, reasons, notes } = await client.workflow.import({ name: ' Ours ', graph: { prompt: sdxl.graph } })
  expect(workflow.name).toBe('Ours')
  expect(notes).toEqual([])
  expect(reasons.find(({ input }) => input === 'prompt')).toMatchObject({ place: { nodeId: '6', input: 'text' } })
  expect(await client.workflow.list()).toMatchObject([{ id: workflow.id, kind: 'comfyui', nodeCount: 7 }])
  const detail = await client.workflow.get({ workflowId: workflow.id })
  expect(detail.workflow).toEqual(workflow)
  expect(detail.outputs).toEqual([{ nodeId: '9', title: 'Save', className: 'SaveImage' }])
  expect(detail.places).toContainEqual({
    place: { nodeId: '3', input: 'steps' },
    title: 'Sampler',
    className: 'KSampler',
    kind: 'number',
    value: '25',
  })
})

test('the editor’s own format, kept as if it could be run', async () => {
  const { client } = await testWorkbench({})
  const failure = await failureOf(client.workflow.import({ name: 'Ours', graph: { nodes: [], links: [] } }))
  expect(failure).toMatchObject({ code: 'BAD_USAGE', message: expect.stringContaining('Export (API)') })
  expect(await client.workflow.list()).toEqual([])
})

test('a binding that leads nowhere, or a change that a restart forgets', async () => {
  const { client } = await testWorkbench({})
  const { workflow } = await client.workflow.import({ name: 'Ours', graph: sdxl.graph })
  const rebind = (nodeId: string) =>
    client.workflow.rebind({
      workflowId: workflow.id,
      bindings: { prompt: [{ nodeId, input: 'text' }] },
      outputNodeId: null,
    })
  expect(await failureOf(rebind('77'))).toMatchObject({
    code: 'BAD_USAGE',
    message: expect.stringContaining('node 77'),
  })
  await rebind('7')
  const { workflow: kept } = await client.workflow.get({ workflowId: workflow.id })
  expect(kept).toMatchObject({
    createdAt: workflow.createdAt,
    content: { bindings: { prompt: [{ nodeId: '7', input: 'text' }] }, outputNodeId: null },
  })
  await client.workflow.remove({ workflowId: workflow.id })
  expect(await failureOf(client.workflow.get({ workflowId: workflow.id }))).toMatchObject({ code: 'NOT_FOUND' })
})

test('a graph that a server could not run is found out only in the trial', async () => {
  const { client } = await testWorkbench({})
  const shipped = await client.workflow.shipped()
  for (const { name, graph } of shipped) {
    const { workflow } = await client.workflow.import({ name, graph })
    const { problems } = await client.workflow.validate({ workflowId: workflow.id, account: 'practice' })
    expect({ name, problems }).toEqual({ name, problems: [] })
  }
  const broken = structuredClone(sdxl.graph)
  broken['4'].inputs.ckpt_name = 'ours.safetensors'
  const { workflow } = await client.workflow.import({ name: 'Broken', graph: broken })
  const { problems } = await client.workflow.validate({ workflowId: workflow.id, account: 'practice' })
  expect(problems).toMatchObject([{ nodeId: '4', title: 'Checkpoint', input: 'ckpt_name', kind: 'value_not_in_list' }])
}, 30_000)

test('commands that lose what was imported', async () => {
  const data = await temporaryDirectory()
  const printed: string[] = []
  const output = { out: (text: string) => printed.push(text), err: (text: string) => printed.push(text) }
  const run = (...words: string[]) =>
    runCommandLine(['workflows', ...words, '--data', data], { ...output, isTerminal: false, columns: 80 })
  expect(await run('import', 'sdxl-text-to-image', '--name', 'Ours')).toBe(0)
  expect(await run('show', 'Ours')).toBe(0)
  expect(printed.join('\n')).toContain('seed → node 3 (Sampler), seed, now 42')
  expect(await run('remove', 'Ours')).toBe(0)
  expect(await run('show', 'Ours')).toBe(1)
  expect(printed.at(-1)).toContain('None was imported yet')
  expect(await run('import', 'nowhere.json')).toBe(1)
})
