import { describe, expect, it } from 'vitest'
import { custom } from '#main/providers/custom/index.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Ask, Reading } from '#main/providers/provider-adapter.ts'
import type { Price } from '#shared/domain/price.ts'
import type { HttpWorkflow } from '#shared/domain/workflow.ts'
import answerAtOnce from '#resources/workflows/http/answer-at-once.json' with { type: 'json' }
import cutOut from '#resources/workflows/http/cut-out.json' with { type: 'json' }
import enlarge from '#resources/workflows/http/enlarge.json' with { type: 'json' }
import jobs from '#resources/workflows/http/jobs.json' with { type: 'json' }
import runpodQueue from '#resources/workflows/http/runpod-queue.json' with { type: 'json' }
import { HttpWorkflow as Template } from '#shared/domain/workflow.ts'
import { CANARY_PICTURE, canaryAsk } from '../canary.ts'

const NOTHING = { inferenceMsPath: null, queueMsPath: null, costUsdPath: null, seedPath: null }

function template(submit: Partial<HttpWorkflow['submit']>, rest: Partial<HttpWorkflow> = {}): HttpWorkflow {
  const call = { method: 'POST' as const, path: '/draw', headers: {}, body: { prompt: '{{prompt}}' } }
  return {
    kind: 'http',
    submit: { ...call, ...submit },
    picture: { form: 'base64', path: 'image' },
    job: null,
    reported: NOTHING,
    ...rest,
  }
}

function askFor(workflow: HttpWorkflow, parameters: Partial<Ask['parameters']> = {}, modelId = 'generate'): Ask {
  return { ...canaryAsk(modelId, parameters), workflow, picture: modelId === 'generate' ? null : CANARY_PICTURE }
}

function problemsOf(workflow: HttpWorkflow, task: 'generate' | 'upscale' = 'generate'): string[] {
  return custom.checkWorkflow(workflow, { name: 'Your API', task }).map(({ path }) => path)
}

function read(workflow: HttpWorkflow, body: unknown, headers: Record<string, string> = {}): Reading {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body))
  return custom.readSubmit({ status: 200, headers, body: bytes }, askFor(workflow))
}

function own(unit: Price['unit'], amountUsd: string): Price {
  return {
    id: 'own/price',
    label: 'own',
    models: [],
    unit,
    amountUsd,
    source: null,
    retrievedOn: '2026-11-22',
    confidence: 'typed-in',
  }
}

describe('a request is filled in from a template', () => {
  it('keeps a number a number, puts one into words as text, and leaves out what is not asked', () => {
    const body = {
      seed: '{{seed}}',
      steps: '{{steps}}',
      text: 'size {{width}}x{{height}}, {{sampler}}!',
      nested: { list: ['{{prompt}}', '{{steps}}', 7, true, null] },
    }
    const { request } = custom.buildSubmit(askFor(template({ body }), { width: 640, height: 480 }))
    expect(request.body).toEqual({
      seed: 42,
      text: 'size 640x480, !',
      nested: { list: [canaryAsk('generate').prompt, 7, true, null] },
    })
  })

  it('encodes for a path what could leave it', () => {
    const workflow = template({ method: 'GET', path: '/draw/{{prompt}}?w={{width}}', body: null })
    const { request } = custom.buildSubmit({ ...askFor(workflow), prompt: '../../keys?x=1#y' })
    expect(request.path).toBe('/draw/..%2F..%2Fkeys%3Fx%3D1%23y?w=1024')
  })

  it('does not fill in what stands in a prompt: a prompt is no template', () => {
    const { request } = custom.buildSubmit({ ...askFor(template({})), prompt: 'a sign that says {{seed}}' })
    expect(request.body).toEqual({ prompt: 'a sign that says {{seed}}' })
  })

  it('says of each parameter that has no placeholder that it was not sent', () => {
    const { warnings } = custom.buildSubmit(askFor(template({}), { steps: 9 }))
    expect(warnings.map(({ parameter, action }) => `${parameter} ${action}`).sort()).toEqual([
      'height dropped',
      'seed dropped',
      'steps dropped',
      'width dropped',
    ])
  })

  it('has a place for the picture where there is one, and leaves it out where there is none', () => {
    const workflow = template({ body: { prompt: '{{prompt}}', image: '{{image}}', raw: '{{imageBase64}}' } })
    const changed = custom.buildSubmit(askFor(workflow, {}, 'image-to-image')).request.body
    expect(changed).toMatchObject({ image: { $picture: 'data-uri' }, raw: { $picture: 'base64' } })
    expect(Object.keys(custom.buildSubmit(askFor(workflow)).request.body ?? {})).toEqual(['prompt'])
  })

  it('stops a job only where the template says how', () => {
    const job = { jobId: 'a/b', statusUrl: null }
    const withJobs = askFor(Template.parse(jobs.content))
    expect(custom.buildCancel(job, withJobs)).toMatchObject({ method: 'POST', path: '/jobs/a%2Fb/stop' })
    const { job: parts, ...rest } = Template.parse(jobs.content)
    expect(custom.buildCancel(job, askFor({ ...rest, job: { ...parts!, cancel: null } }))).toBeNull()
  })
})

describe('a template is judged before it is used', () => {
  it('finds no fault with those that ship', () => {
    for (const { content, task } of [answerAtOnce, jobs, enlarge, cutOut, runpodQueue]) {
      const name = 'Your API'
      expect(custom.checkWorkflow(Template.parse(content), { name, task: task as 'generate' })).toEqual([])
    }
  })

  it.each([
    [
      'a placeholder that does not exist',
      template({ body: { prompt: '{{prompt}}', x: '{{colour}}' } }),
      'submit.body.x',
    ],
    ['a job before there is one', template({ path: '/draw/{{jobId}}' }), 'submit.path'],
    ['no prompt, so that all cases are alike', template({ body: { seed: '{{seed}}' } }), 'submit.body'],
    ['a prompt in a header', template({ headers: { 'x-prompt': '{{prompt}}' } }), 'submit.headers.x-prompt'],
    ['a key in a header', template({ headers: { Authorization: 'Bearer abc' } }), 'submit.headers.Authorization'],
    ['a line break in a header', template({ headers: { 'x-a': 'one\ntwo' } }), 'submit.headers.x-a'],
    [
      'a picture among words',
      template({ body: { prompt: '{{prompt}}', image: 'see {{image}}' } }),
      'submit.body.image',
    ],
    ['a picture in a path', template({ path: '/draw/{{imageBase64}}' }), 'submit.path'],
    ['another server', template({ path: 'https://other.example/draw' }), 'submit.path'],
    ['another server without a scheme', template({ path: '//other.example/draw' }), 'submit.path'],
    ['a GET with a body', template({ method: 'GET' }), 'submit.body'],
    [
      'a picture as the answer to a poll',
      { ...Template.parse(jobs.content), picture: { form: 'body' } as const },
      'picture.form',
    ],
  ])('refuses %s', (_, workflow, path) => {
    expect(problemsOf(workflow)).toEqual([path])
  })

  it('refuses to change a picture that is not sent, and a job that is not named', () => {
    expect(problemsOf(template({}), 'upscale')).toEqual(['submit.body'])
    const parsed = Template.parse(jobs.content)
    const poll = { method: 'GET' as const, path: '/jobs', headers: {} }
    const broken = { ...parsed, job: { ...parsed.job!, poll, doneStates: ['done', 'failed'] } }
    expect(problemsOf(broken)).toEqual(['job.poll.path', 'job.failedStates'])
  })
})

describe('a reply is read where the template says', () => {
  it('takes the facts of the reply, and nothing that is no number for one', () => {
    const workflow = template(
      {},
      { reported: { inferenceMsPath: 't.ms', queueMsPath: 'wait', costUsdPath: 'usd', seedPath: 's' } },
    )
    const reading = read(workflow, { image: 'AAAA', t: { ms: 812.5 }, wait: 'long', usd: '0.0012', s: 7 })
    expect(reading).toMatchObject({
      state: 'finished',
      reported: { inferenceMs: 812.5, queueMs: null, costMicros: 1200, seed: '7' },
    })
  })

  it('takes the body itself for the picture, but not a page or JSON that came instead', () => {
    const workflow = template({}, { picture: { form: 'body' } })
    expect(read(workflow, Buffer.from([1, 2, 3]), { 'content-type': 'image/png' })).toMatchObject({ state: 'finished' })
    for (const type of ['text/html', 'application/json; charset=utf-8']) {
      expect(read(workflow, { error: 'x' }, { 'content-type': type })).toMatchObject({ state: 'failed' })
    }
    expect(read(workflow, Buffer.from([]))).toMatchObject({ state: 'failed' })
  })

  it.each([
    ['https://cdn.example/a.png', { kind: 'url', url: 'https://cdn.example/a.png' }],
    ['/outputs/a.png', { kind: 'fetch', request: { path: '/outputs/a.png' } }],
    ['outputs/a.png', { kind: 'fetch', request: { path: '/outputs/a.png' } }],
    ['data:image/png;base64,AAAA', { kind: 'bytes' }],
  ])('follows %s', (address, source) => {
    const workflow = template({}, { picture: { form: 'url', path: 'out.0.url' } })
    expect(read(workflow, { out: [{ url: address }] })).toMatchObject({ state: 'finished', pictures: [source] })
  })

  it.each([
    '//other.example/a.png',
    '\\\\other.example\\a.png',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
    7,
    null,
  ])('does not follow %o', (address) => {
    const workflow = template({}, { picture: { form: 'url', path: 'url' } })
    expect(read(workflow, { url: address })).toMatchObject({ state: 'failed', failure: { class: 'malformed-reply' } })
  })

  it('does not look into what an object inherits', () => {
    const workflow = template({}, { picture: { form: 'base64', path: 'constructor.name' } })
    expect(read(workflow, {})).toMatchObject({ state: 'failed' })
  })
})

describe('the charge of an API of one’s own', () => {
  const usage = { ask: askFor(template({}), { steps: 20 }), pictureCount: 1, picturePixels: [], serviceMs: 2000 }

  it.each([
    ['image', '0.01', 10_000],
    ['step', '0.0001', 2000],
    // 2 s at $3.60 an hour
    ['instance-hour', '3.6', 2000],
    // 1.5 s of work as the reply says would beat our own 2 s
    ['compute-second', '0.001', 2000],
  ] as const)('by the %s at $%s', (unit, amountUsd, micros) => {
    expect(custom.priceSample({ ...usage, reported: NOTHING_REPORTED }, own(unit, amountUsd)).amountMicros).toBe(micros)
  })

  it('takes the time and the cost in the reply before its own, and knows nothing without a price', () => {
    const timed = { ...NOTHING_REPORTED, inferenceMs: 1500 }
    expect(custom.priceSample({ ...usage, reported: timed }, own('compute-second', '0.001')).amountMicros).toBe(1500)
    const priced = { ...NOTHING_REPORTED, costMicros: 7 }
    expect(custom.priceSample({ ...usage, reported: priced }, own('image', '1'))).toMatchObject({
      amountMicros: 7,
      basis: 'reported',
    })
    expect(custom.priceSample({ ...usage, reported: NOTHING_REPORTED }, null).amountMicros).toBeNull()
    expect(custom.estimateSample(usage.ask, own('compute-second', '0.001')).amountMicros).toBeNull()
  })
})
