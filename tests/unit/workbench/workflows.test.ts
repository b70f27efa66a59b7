import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AssayError } from '#shared/errors.ts'
import { isAsFound, reasonsFor } from '#renderer/features/workflows/bindings.ts'
import { draftOfHttp, httpFromDraft } from '#renderer/features/workflows/http-draft.ts'
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
  expect(detail).toMatchObject({ reasons, notes })
  expect(detail.outputs).toEqual([{ nodeId: '9', title: 'Save', className: 'SaveImage' }])
  expect(detail.places).toContainEqual({
    place: { nodeId: '3', input: 'steps' },
    title: 'Sampler',
    className: 'KSampler',
    kind: 'number',
    value: '25',
  })
})

test('a binding made by hand passes for one that was found, or a restart forgets why the others were', async () => {
  const dataDirectory = await temporaryDirectory()
  const { client } = await testWorkbench({ dataDirectory })
  const { workflow, reasons } = await client.workflow.import({ name: 'Ours', graph: sdxl.graph })
  if (workflow.content.kind !== 'comfyui') throw new Error('It is no graph.')
  const seed = [{ nodeId: '3', input: 'steps' }]
  const bindings = { ...workflow.content.bindings, seed }
  await client.workflow.rebind({ workflowId: workflow.id, bindings, outputNodeId: null })

  const again = await testWorkbench({ dataDirectory })
  const detail = await again.client.workflow.get({ workflowId: workflow.id })
  expect(detail.reasons).toEqual(reasons)
  expect(reasonsFor('seed', bindings, detail.reasons)).toEqual(['chosen by hand'])
  expect(reasonsFor('prompt', bindings, detail.reasons)).toEqual([expect.stringContaining('positive side')])
  expect(isAsFound(workflow.content.bindings, detail.reasons)).toBe(true)
  expect(isAsFound(bindings, detail.reasons)).toBe(false)
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

test('a contender’s LoRA does not reach the server, or one too many is left out without a word', async () => {
  const { client } = await testWorkbench({})
  const loader = { model: ['4', 0], clip: ['4', 1], lora_name: 'own.safetensors', strength_model: 1, strength_clip: 1 }
  const { workflow } = await client.workflow.import({
    name: 'With a LoRA',
    graph: {
      ...sdxl.graph,
      '3': { ...sdxl.graph['3'], inputs: { ...sdxl.graph['3'].inputs, model: ['11', 0] } },
      '11': { class_type: 'LoraLoader', inputs: loader },
    },
  })
  const tried = async (...loras: { path: string; scale: number }[]) => {
    const asked = { provider: 'comfyui', model: 'workflow', account: 'practice' as const, workflow: workflow.id }
    return client.workflow.try({ ...asked, prompt: 'a fox', ...(loras.length > 0 && { parameters: { loras } }) })
  }
  // The practice server has this LoRA and no other one: it refuses the graph’s own.
  expect((await tried()).readAs).toMatchObject({ state: 'failed', text: expect.stringContaining('own.safetensors') })
  const detail = { path: 'detail-tweaker-xl.safetensors', scale: 0.7 }
  expect(await tried(detail)).toMatchObject({ readAs: { state: 'pending' }, warnings: [] })
  expect((await tried(detail, { path: 'second.safetensors', scale: 1 })).warnings).toMatchObject([
    { parameter: 'loras', action: 'dropped', asked: 'second.safetensors' },
  ])
})

test('a template that ships is not offered, changes in the form, or asks what the practice API does not answer', async () => {
  const { client } = await testWorkbench({})
  const templates = await client.workflow.templates()
  const shippedFiles = await readdir(join(import.meta.dirname, '../../../resources/workflows/http'))
  expect(templates.map(({ id }) => `${id}.json`)).toEqual(shippedFiles.toSorted())
  for (const { content, name } of templates) {
    expect(httpFromDraft(draftOfHttp(content)).content, name).toEqual(content)
  }
  for (const id of ['answer-at-once', 'jobs']) {
    const content = templates.find((template) => template.id === id)?.content
    const { readAs } = await client.workflow.try({
      account: 'practice',
      prompt: 'a fox',
      ...(content && { workflow: content }),
    })
    expect({ id, state: readAs.state }).toEqual({ id, state: id === 'jobs' ? 'pending' : 'finished' })
  }
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
