import { describe, expect, test } from 'vitest'
import { bindPlace, listNodes, placesFor, type Bindings } from '#renderer/features/workflows/bindings.ts'
import { draftOfHttp, httpFromDraft } from '#renderer/features/workflows/http-draft.ts'
import { listServers } from '#renderer/features/workflows/list-servers.ts'
import { readConstants, readHeaders, writeConstants, writeHeaders } from '#renderer/features/workflows/read-lines.ts'
import type { BindablePlace } from '#shared/contract/workflow.ts'
import { HttpWorkflow } from '#shared/domain/workflow.ts'
import type { Problem } from '#shared/errors.ts'
import { account, model, provider } from './sample-provider.ts'

const first = { nodeId: '6', input: 'text' }
const second = { nodeId: '7', input: 'text' }

function at(nodeId: string, input: string, kind: 'text' | 'number'): BindablePlace {
  return { place: { nodeId, input }, title: nodeId, className: nodeId, kind, value: '' }
}

describe('binding by hand', () => {
  const bindings: Bindings = { prompt: [first], seed: [{ nodeId: '3', input: 'seed' }] }
  test('moves one input and loses another', () => {
    expect(bindPlace(bindings, 'prompt', 0, second)).toEqual({ ...bindings, prompt: [second] })
  })
  test('keeps an input that goes nowhere', () => {
    expect(bindPlace(bindings, 'prompt', 0, null)).toEqual({ seed: bindings.seed })
  })
  test('sends one input to the same place twice', () => {
    expect(bindPlace(bindings, 'prompt', 1, first)).toEqual(bindings)
    expect(bindPlace(bindings, 'prompt', 1, second)['prompt']).toEqual([first, second])
  })
  test('offers a text for a number', () => {
    const place = { place: first, title: 'Prompt', className: 'CLIPTextEncode', kind: 'text' as const, value: '' }
    expect(placesFor('seed', [place])).toEqual([])
    expect(placesFor('prompt', [place])).toHaveLength(1)
  })
  test('offers a LoRA a place that is no loader of one', () => {
    const loader = [at('1', 'lora_name', 'text'), at('1', 'strength_model', 'number')]
    const places = [...loader, at('2', 'lora_name', 'text'), at('6', 'text', 'text')]
    expect(placesFor('loras', places).map(({ place }) => place)).toEqual([{ nodeId: '1', input: 'lora_name' }])
  })
})

test('nodes stand in the order of texts, or links look like values', () => {
  const nodes = listNodes({
    10: { class_type: 'SaveImage', inputs: { images: ['8', 0] } },
    9: { class_type: 'KSampler', inputs: { seed: 42, sampler_name: 'euler' }, _meta: { title: 'Sampler' } },
  })
  expect(nodes.map(({ nodeId, title, inputs }) => [nodeId, title, inputs])).toEqual([
    ['9', 'Sampler', 'seed 42, sampler_name “euler”'],
    ['10', 'SaveImage', 'images ← 8'],
  ])
})

describe('an HTTP template', () => {
  const template: HttpWorkflow = {
    kind: 'http',
    submit: { method: 'POST', path: '/jobs', headers: { 'X-A': 'b: c' }, body: { prompt: '{{prompt}}' } },
    picture: { form: 'url', path: 'job.url' },
    job: {
      idPath: 'job.id',
      poll: { method: 'GET', path: '/jobs/{{jobId}}', headers: {} },
      statePath: 'job.state',
      doneStates: ['done'],
      failedStates: ['failed', 'stopped'],
      pollIntervalMs: 250,
      cancel: { method: 'POST', path: '/jobs/{{jobId}}/stop', headers: {} },
    },
    reported: { inferenceMsPath: 'job.ms', queueMsPath: null, costUsdPath: null, seedPath: null },
  }
  test('changes on its way through the form', () => {
    expect(httpFromDraft(draftOfHttp(template)).content).toEqual(template)
    const atOnce: HttpWorkflow = { ...template, job: null, picture: { form: 'body' } }
    expect(httpFromDraft(draftOfHttp(atOnce)).content).toEqual(atOnce)
  })
  test('that is new can’t be kept as it stands', () => {
    expect(HttpWorkflow.safeParse(httpFromDraft(draftOfHttp(null)).content).success).toBe(true)
  })
  test('is sent with a body that is not an object', () => {
    const draft = draftOfHttp(template)
    for (const body of ['[1]', '{"a":', '"text"']) {
      const { problems } = httpFromDraft({ ...draft, submit: { ...draft.submit, body } })
      expect(problems.map(({ path }) => path)).toEqual(['content.submit.body'])
    }
  })
})

test('lines lose a value that holds their own sign, or a number’s kind', () => {
  const problems: Problem[] = []
  const headers = { Accept: 'text/plain; q=0.5', 'X-Url': 'https://a.example:8080' }
  expect(readHeaders(writeHeaders(headers), 'h', problems)).toEqual(headers)
  const constants = { upscale: true, name: 'true', count: 3, label: '3', note: 'a = b' }
  expect(readConstants(writeConstants(constants), 'c', problems)).toEqual(constants)
  expect(problems).toEqual([])
  readHeaders('no colon here', 'h', problems)
  expect(problems.map(({ path }) => path)).toEqual(['h'])
})

test('a graph is offered to a provider that runs none', () => {
  const comfy = provider('comfyui', { models: [model('workflow', { workflow: 'comfyui' })] })
  const servers = listServers([account('account-1', 'comfyui')], [comfy, provider('novita')], 'comfyui')
  expect(servers.map(({ account: choice }) => choice)).toEqual(['account-1', 'practice'])
})
