import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { comfyui } from '#main/providers/comfyui/index.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Ask, Reply } from '#main/providers/provider-adapter.ts'
import type { Price } from '#shared/domain/price.ts'
import type { ComfyWorkflow } from '#shared/domain/workflow.ts'
import { CANARY_PICTURE, completeAsk } from '#tests/providers/canary.ts'
import { sampleWorkflow } from '#tests/providers/sample-workflow.ts'

function reply(json: unknown, status = 200): Reply {
  return { status, headers: {}, body: new TextEncoder().encode(JSON.stringify(json)) }
}

const fixtures = join(import.meta.dirname, '../../providers/comfyui/fixtures')
const fixture = (name: string): Reply => {
  const { reply: recorded } = JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8')) as {
    reply: { status: number; json: unknown }
  }
  return reply(recorded.json, recorded.status)
}

/** An ask for the graph that was recorded: an empty picture, scaled and saved. */
function scalingAsk(): Ask {
  const workflow: ComfyWorkflow = {
    kind: 'comfyui',
    graph: {
      '1': { class_type: 'EmptyImage', inputs: { width: 256, height: 256, batch_size: 1, color: 255 } },
      '2': { class_type: 'ImageScale', inputs: { image: ['1', 0], upscale_method: 'nope', height: 512 } },
      '3': { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'fixture' } },
    },
    bindings: {},
    outputNodeId: '3',
  }
  return { ...completeAsk(comfyui, 'workflow'), workflow }
}

const messageOf = (submitted: Reply): string => {
  const reading = comfyui.readSubmit(submitted, scalingAsk())
  return reading.state === 'failed' ? reading.failure.message : ''
}

const history = (cached: string[]): Reply =>
  reply({
    'job-1': {
      outputs: { '3': { images: [{ filename: 'fixture_00001_.png', subfolder: '', type: 'output' }] } },
      status: {
        status_str: 'success',
        messages: [
          ['execution_start', { timestamp: 1000 }],
          ['execution_cached', { nodes: cached, timestamp: 1001 }],
          ['execution_success', { timestamp: 1002 }],
        ],
      },
    },
  })
const poll = (answer: Reply) => comfyui.readPoll(answer, { jobId: 'job-1', statusUrl: null }, scalingAsk())

const read = (type: string, data: object) => comfyui.progressSocket.read(JSON.stringify({ type, data }))

describe('what ComfyUI answers', () => {
  it('a refused graph, without the node and the input that are wrong', () => {
    const message = messageOf(fixture('invalid-inputs-400'))
    expect(message).toContain('Node 2 (ImageScale): upscale_method “nope” is not among what the server has.')
    expect(message).toContain('Node 2 (ImageScale): its input width is missing.')
    expect(messageOf(fixture('unknown-node-400'))).toContain('lacks the class of one of the nodes')
    expect(messageOf(fixture('no-outputs-400'))).toContain('SaveImage')
  })

  it('a full GPU that is tried again, or whose node is not named', () => {
    const ask = { ...completeAsk(comfyui, 'workflow') }
    const reading = comfyui.readPoll(fixture('out-of-memory'), { jobId: 'job-1', statusUrl: null }, ask)
    expect(reading).toMatchObject({
      state: 'failed',
      failure: { retryable: false, message: expect.stringContaining('Node 5 (KSampler) ran out of memory') },
    })
  })

  it('a picture from the cache passed off as drawn, or a warm model taken for one', () => {
    expect(poll(history(['1', '2', '3']))).toMatchObject({
      state: 'finished',
      reported: { inferenceMs: 2 },
      warnings: [{ parameter: 'seed', reason: expect.stringContaining('cache') }],
    })
    expect(poll(history(['1', '2']))).not.toHaveProperty('warnings')
  })

  it('a picture fetched without credentials, or from where the reply sends it', () => {
    const reading = poll(history([]))
    const [picture] = reading.state === 'finished' ? reading.pictures : []
    expect(picture).toMatchObject({
      kind: 'fetch',
      request: { method: 'GET', path: '/view?filename=fixture_00001_.png&subfolder=&type=output' },
    })
    expect(picture?.kind === 'fetch' && Object.keys(picture.request.headers)).toEqual([
      'authorization',
      'Authorization',
    ])
  })

  it('an end that is announced before the history holds it', () => {
    expect(read('execution_start', { prompt_id: 'j' })).toEqual({ jobId: 'j', state: 'started' })
    expect(read('execution_success', { prompt_id: 'j' })).toBeNull()
    expect(read('executing', { node: '3', prompt_id: 'j' })).toEqual({ jobId: 'j', state: 'working' })
    expect(read('executing', { node: null, prompt_id: 'j' })).toEqual({ jobId: 'j', state: 'ended' })
    expect(read('status', { status: {} })).toBeNull()
    expect(comfyui.progressSocket.read('not JSON')).toBeNull()
    expect(comfyui.progressSocket.path('a b')).toBe('/ws?clientId=a+b')
  })
})

describe('what ComfyUI is asked', () => {
  it('the same picture of two tries under one name, which the server would answer from its cache', () => {
    const ask: Ask = { ...completeAsk(comfyui, 'workflow-upscale'), picture: CANARY_PICTURE }
    const nameOf = (attemptId: string) => comfyui.buildUpload({ ...ask, attemptId })?.multipart?.picture?.fileName ?? ''
    const [one, two] = ['0191f7a0-0000-7000-8000-000000000001', '0191f7a0-0000-7000-8000-000000000002'].map(nameOf)
    expect(one).toMatch(/^assay-c0ffee00c0ffee00-0191f7a0-.*\.png$/)
    expect(one).not.toBe(two)
    expect(
      comfyui.buildSubmit({ ...ask, attemptId: '0191f7a0-0000-7000-8000-000000000001' }).request.body,
    ).toMatchObject({
      prompt_id: '0191f7a0-0000-7000-8000-000000000001',
      client_id: 'canary-client',
    })
  })

  it('a checkpoint named as the model that the workflow never loads', () => {
    const ask = completeAsk(comfyui, 'sd_xl_turbo_1.0.safetensors')
    expect(comfyui.buildSubmit(ask).request.body).toHaveProperty(
      'prompt.1.inputs.ckpt_name',
      'sd_xl_turbo_1.0.safetensors',
    )
    expect(comfyui.describeModel('sd_xl_turbo_1.0')).toBeNull()
    const workflow = sampleWorkflow('comfyui', 'generate')
    if (workflow.kind !== 'comfyui') throw new Error('no graph')
    const { checkpoint: _, ...bindings } = workflow.bindings
    const model = comfyui.describeModel('sd_xl_turbo_1.0.safetensors')!
    expect(comfyui.checkWorkflow(workflow, model)).toEqual([])
    expect(comfyui.checkWorkflow({ ...workflow, bindings }, model)).toMatchObject([{ path: 'bindings.checkpoint' }])
  })

  it('a workflow into which neither prompt nor picture goes', () => {
    const workflow = sampleWorkflow('comfyui', 'upscale')
    if (workflow.kind !== 'comfyui') throw new Error('no graph')
    const paths = (bindings: ComfyWorkflow['bindings'], task: 'generate' | 'upscale' | 'image-to-image') =>
      comfyui.checkWorkflow({ ...workflow, bindings }, { name: 'It', task }).map(({ path }) => path)
    expect(paths({}, 'generate')).toEqual(['bindings.prompt'])
    expect(paths({}, 'upscale')).toEqual(['bindings.image'])
    expect(paths({}, 'image-to-image')).toEqual(['bindings.prompt', 'bindings.image'])
    expect(paths({ image: [{ nodeId: '8', input: 'file' }] }, 'upscale')).toEqual(['bindings.image[0]'])
    expect(paths({ image: [{ nodeId: '99', input: 'image' }] }, 'upscale')).toEqual(['bindings.image[0]'])
    expect(
      comfyui.checkWorkflow(sampleWorkflow('deployed', 'generate'), { name: 'It', task: 'generate' }),
    ).toMatchObject([{ path: 'kind' }])
  })
})

describe('what a picture costs on a GPU of one’s own', () => {
  const hourly: Price = {
    id: 'own/a10',
    label: 'Our A10',
    models: [],
    unit: 'instance-hour',
    amountUsd: '1.29',
    source: null,
    retrievedOn: '2026-11-22',
    confidence: 'typed-in',
  }
  const usage = {
    ask: completeAsk(comfyui, 'workflow'),
    pictureCount: 1,
    picturePixels: [1_048_576],
    serviceMs: 30_000,
  }

  it('is counted by our own clock though the server has one, or as nothing without a price', () => {
    const reported = { ...NOTHING_REPORTED, inferenceMs: 25_963 }
    // 25.963 s × $1.29 ÷ 3,600 s = $0.00930340…
    expect(comfyui.priceSample({ ...usage, reported }, hourly)).toMatchObject({ amountMicros: 9303, basis: 'metered' })
    // 30 s × $1.29 ÷ 3,600 s = $0.01075
    expect(comfyui.priceSample({ ...usage, reported: NOTHING_REPORTED }, hourly).amountMicros).toBe(10_750)
    expect(comfyui.priceSample({ ...usage, reported }, null).amountMicros).toBeNull()
    expect(comfyui.estimateSample(usage.ask, hourly).amountMicros).toBeNull()
  })
})
