import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { judgeByContrast } from '#main/simulators/openai-images/judge.ts'
import type { JudgeDraft } from '#shared/domain/judge.ts'
import { CONTENDERS, judgedTrial, PLAN, PROMPTS, type JudgedTrial } from './judged-trial.ts'
import type { RecordedCall } from './recording-front.ts'

const price = { inputUsd: '0.15', outputUsd: '0.60' }

async function judge(
  { workbench, trialId }: JudgedTrial,
  changes: Partial<JudgeDraft> = {},
): Promise<{ runId: string }> {
  const { runId } = await workbench.client.judge.start({
    trialId,
    account: 'environment:openai-images',
    modelId: 'practice/judge',
    price,
    ceilingMicros: null,
    questions: ['preferred'],
    pairs: 4,
    capMicros: 1_000_000,
    ...changes,
  })
  await workbench.judgeEnded(runId)
  return { runId }
}

const Body = z.object({
  model: z.string(),
  temperature: z.number().optional(),
  response_format: z.object({ type: z.string() }).optional(),
  messages: z.tuple([
    z.object({ content: z.string() }),
    z.object({
      content: z.array(z.object({ text: z.string().optional(), image_url: z.object({ url: z.string() }).optional() })),
    }),
  ]),
})
const Reply = z.object({ usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }) })

/** The two pictures of a call, in the order in which they were sent. */
function picturesOf({ body }: RecordedCall): [Buffer, Buffer] {
  const [, { content }] = Body.parse(JSON.parse(body)).messages
  const [first, second] = content.flatMap(({ image_url: image }) =>
    image === undefined ? [] : [Buffer.from(image.url.slice('data:image/jpeg;base64,'.length), 'base64')],
  )
  if (first === undefined || second === undefined) throw new Error('A call carries fewer than two pictures.')
  return [first, second]
}

test('a pair is asked in one order alone, a judge is told more than prompt and pictures, or its votes are not the truth', async () => {
  const trial = await judgedTrial()
  const { runId } = await judge(trial, { pairs: 9, concurrency: 1 })
  const { client } = trial.workbench
  const { run, judgedPairs, answeredCalls } = await client.judge.show({ runId })
  expect(run).toMatchObject({ status: 'finished', statusReason: null, promptVersion: 2, pictureSide: 1024 })
  expect({ judgedPairs, answeredCalls }).toEqual({ judgedPairs: 9, answeredCalls: 18 })
  expect(trial.calls).toHaveLength(18)

  for (let index = 0; index < 18; index += 2) {
    const [planned, swapped] = [trial.calls[index], trial.calls[index + 1]]
    if (planned === undefined || swapped === undefined) throw new Error('A call is missing.')
    expect(picturesOf(swapped)).toEqual(picturesOf(planned).toReversed())
  }
  for (const call of trial.calls) {
    expect(call.path).toBe('/chat/completions')
    const body = Body.parse(JSON.parse(call.body))
    expect(body).toMatchObject({ model: 'practice/judge', temperature: 0, response_format: { type: 'json_schema' } })
    const words = JSON.stringify(body.messages.map(({ content }) => content)).replaceAll(/data:image[^"]*/g, '')
    expect(PROMPTS.some((prompt) => words.includes(prompt))).toBe(true)
    // The made-up key of the simulator holds its provider’s name.
    const told = `${call.headers.replace(/"authorization":"[^"]*"/, '')} ${words}`.toLowerCase()
    for (const { id, name, provider, model } of CONTENDERS)
      for (const word of [id, name, provider, model, 'flux', 'sdxl', 'segmind', 'gpt-image', '$'])
        expect(told, word).not.toContain(word.toLowerCase())
    for (const picture of picturesOf(call)) {
      const { format, width, exif, xmp, iptc, icc, comments } = await sharp(picture).metadata()
      expect({ format, exif, xmp, iptc, icc, comments: comments ?? [] }).toEqual({ format: 'jpeg', comments: [] })
      expect(width).toBeLessThanOrEqual(1024)
    }
  }

  const { calls } = await client.judge.calls({ runId })
  for (const [index, { finding, reason }] of calls.entries()) {
    const asked = trial.calls[index]
    if (asked === undefined) throw new Error('A call was stored that was never sent.')
    expect(finding).toBe(await judgeByContrast(picturesOf(asked)))
    expect(reason).toMatch(/contrast/)
  }
  const analysis = await client.judge.rate({ runId, question: 'preferred' })
  expect(analysis).toMatchObject({ voteCount: 9, consistency: { value: 1, count: 9 }, without: [] })
  expect(analysis.agreement.all).toEqual({ state: 'too-few', count: 0, neededCount: 1 })
})

test('a judge votes among people, or people are told what it said', async () => {
  const trial = await judgedTrial()
  await judge(trial)
  const { trialId, workbench } = trial
  expect(await workbench.client.vote.list({ trialId })).toEqual({ sessions: [], votes: [] })
  const rated = await workbench.client.vote.rate({ trialId, question: 'preferred', reviewer: null })
  expect(rated).toMatchObject({ voteCount: 0, reviewers: [] })
})

test('the cost is not that of the tokens told, or does not stand in the ledger beside the trial', async () => {
  const trial = await judgedTrial()
  const { client } = trial.workbench
  const before = await client.spend.groups({ filter: { trialId: trial.trialId }, by: 'provider', currency: null })
  const { runId } = await judge(trial, { questions: ['preferred', 'plausible'] })
  // In hundredths of a micro-dollar: 15 a token in, 60 a token out, each call rounded half up by itself.
  const costs = trial.calls.map(({ reply }) => {
    const { usage } = Reply.parse(JSON.parse(reply))
    return Math.floor((usage.prompt_tokens * 15 + usage.completion_tokens * 60 + 50) / 100)
  })
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  expect(costs).toHaveLength(16)
  expect(total).toBeGreaterThan(0)
  const shown = await client.judge.show({ runId })
  expect(shown).toMatchObject({ knownMicros: total, unknownCount: 0, countedMicros: total })

  const { lines } = await client.spend.lines({ filter: { modelId: 'practice/judge' }, limit: 100 })
  expect(lines).toHaveLength(16)
  for (const line of lines) {
    expect(line).toMatchObject({
      kind: 'judge',
      trialId: trial.trialId,
      contenderId: null,
      account: 'environment:openai-images',
      basis: 'listed',
      practice: false,
    })
  }
  const after = await client.spend.groups({ filter: { trialId: trial.trialId }, by: 'provider', currency: null })
  expect(after.sums.chargedMicros - before.sums.chargedMicros).toBe(total)
})

test('a judge is asked beyond its cap, or what nobody told counts as nothing', async () => {
  const trial = await judgedTrial()
  const { client } = trial.workbench
  const capped = await judge(trial, {
    modelId: 'practice/judge:uncounted=1',
    ceilingMicros: 1000,
    capMicros: 3500,
    pairs: 9,
  })
  const stopped = await client.judge.show(capped)
  expect(stopped).toMatchObject({ answeredCalls: 3, knownMicros: 0, unknownCount: 3, countedMicros: 3000 })
  expect(stopped.run).toMatchObject({ status: 'stopped', statusReason: expect.stringContaining('cap of this judge') })

  await client.budget.set({ scope: 'all', capMicros: 9500 + (await spentOfAll(trial)) })
  const beside = await judge(trial, { modelId: 'practice/judge:uncounted=1', ceilingMicros: 1000, pairs: 9 })
  const second = await client.judge.show(beside)
  expect(second).toMatchObject({ answeredCalls: 9, countedMicros: 9000 })
  expect(second.run).toMatchObject({ status: 'stopped', statusReason: expect.stringContaining('cap on all spend') })
  const [budget] = await client.budget.list()
  expect(budget).toMatchObject({ excessMicros: 0, heldMicros: 0, unboundedCount: 0 })

  // With the cap gone it goes on where it stood, and asks nothing twice.
  await client.budget.remove({ scope: 'all' })
  await client.judge.resume(beside)
  await trial.workbench.judgeEnded(beside.runId)
  expect(await client.judge.show(beside)).toMatchObject({
    answeredCalls: 18,
    sentCalls: 18,
    run: { status: 'finished' },
  })
})

async function spentOfAll({ workbench }: JudgedTrial): Promise<number> {
  await workbench.client.budget.set({ scope: 'all', capMicros: 1_000_000_000 })
  const [all] = await workbench.client.budget.list()
  return all?.spentMicros ?? 0
}

test('a judge begins that no cap could hold', async () => {
  const trial = await judgedTrial()
  await expect(judge(trial, { price: null })).rejects.toMatchObject({ code: 'BAD_USAGE' })
  await expect(judge(trial, { price: { inputUsd: '0', outputUsd: '0' } })).rejects.toMatchObject({ code: 'BAD_USAGE' })
  await expect(judge(trial, { capMicros: 10 })).rejects.toMatchObject({ code: 'BAD_USAGE' })
  await expect(judge(trial, { account: 'environment:novita' })).rejects.toMatchObject({ code: 'BAD_USAGE' })
  expect(trial.calls).toEqual([])
})

test('garbage or a refusal becomes a vote, or ends the run', async () => {
  const trial = await judgedTrial()
  const garbage = await judge(trial, { modelId: 'practice/judge:garbage=1' })
  const refusing = await judge(trial, { modelId: 'practice/judge:refusal=1' })
  const { client } = trial.workbench
  for (const { runId } of [garbage, refusing]) {
    expect(await client.judge.show({ runId })).toMatchObject({ judgedPairs: 4, run: { status: 'finished' } })
    const { voteCount, without, groups } = await client.judge.rate({ runId, question: 'preferred' })
    expect({ voteCount, pairs: without.map(({ pairs }) => pairs) }).toEqual({ voteCount: 0, pairs: [4] })
    expect(groups.flatMap(({ contenders }) => contenders.map(({ votes }) => votes))).toEqual([0, 0, 0])
  }
  const { calls } = await client.judge.calls(garbage)
  expect(calls[0]).toMatchObject({ finding: 'unreadable', answer: expect.stringContaining('charm') })
  // An answer that can't be read is billed all the same.
  expect(calls.every(({ charge }) => (charge.amountMicros ?? 0) > 0)).toBe(true)
})

test('a judge with a side is not found out', async () => {
  const trial = await judgedTrial()
  const { runId } = await judge(trial, { modelId: 'practice/judge:first=1', pairs: 9 })
  const analysis = await trial.workbench.client.judge.rate({ runId, question: 'preferred' })
  expect(analysis).toMatchObject({
    voteCount: 9,
    firstPlace: { value: 1, count: 18 },
    consistency: { value: 0, count: 9 },
    bySide: { first: 9, second: 0 },
  })
  expect(analysis.groups.flatMap(({ contenders }) => contenders.map(({ wins }) => wins))).toEqual([0, 0, 0])
})

test('a server that asks to slow down once ends the run, or one that refuses the key is asked on and on', async () => {
  const busy = { status: 429, headers: { 'retry-after-ms': '5', 'content-type': 'application/json' }, body: '{}' }
  const trial = await judgedTrial((call) => (call === 1 ? busy : null))
  const { client } = trial.workbench
  const slowed = await client.judge.show(await judge(trial))
  expect(slowed).toMatchObject({ answeredCalls: 8, sentCalls: 9, unknownCount: 0, run: { status: 'finished' } })

  const refused = await judgedTrial(() => ({ status: 401, body: '{"error":{"code":"invalid_api_key"}}' }))
  const { run, sentCalls, knownMicros } = await refused.workbench.client.judge.show(await judge(refused))
  expect({ sentCalls, knownMicros }).toEqual({ sentCalls: 1, knownMicros: 0 })
  expect(run).toMatchObject({ status: 'failed', statusReason: expect.stringContaining('credentials') })
})

test('a model that takes no temperature fails without saying so, or can’t be asked otherwise', async () => {
  const trial = await judgedTrial()
  const { client } = trial.workbench
  const failed = await client.judge.show(await judge(trial, { modelId: 'gpt-5' }))
  expect(failed.run).toMatchObject({ status: 'failed', statusReason: expect.stringContaining("'temperature'") })
  // Our front is no host of OpenAI's, so the older name of the limit is sent, which this model refuses in turn.
  const next = await client.judge.show(
    await judge(trial, { modelId: 'gpt-5', temperature: 'default', answerAs: 'text' }),
  )
  expect(next.run.statusReason).toContain("'max_tokens'")
  expect(trial.calls.at(-1)?.body).not.toContain('"temperature"')
  expect(trial.calls.at(-1)?.body).not.toContain('"response_format"')
})

test('a key stands in the data folder after a server has repeated it', async () => {
  const key = 'sk-practice-openai-images'
  const echo = JSON.stringify({
    choices: [{ message: { content: `The key is ${key}` }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  })
  const wrong = JSON.stringify({ error: { message: `Incorrect API key provided: ${key}`, code: 'invalid_api_key' } })
  const trial = await judgedTrial((call) =>
    call < 2 ? { status: 200, body: echo } : call === 2 ? { status: 401, body: wrong } : null,
  )
  const { runId } = await judge(trial, { concurrency: 1 })
  const { calls } = await trial.workbench.client.judge.calls({ runId })
  expect(calls.map(({ finding }) => finding)).toEqual(['unreadable', 'unreadable', 'failed'])
  expect(calls[0]?.answer).toBe('The key is [credential]')
  expect(JSON.stringify(await trial.workbench.client.judge.show({ runId }))).not.toContain(key)
  const files = await readdir(trial.dataDirectory, { recursive: true, withFileTypes: true })
  for (const file of files.filter((entry) => entry.isFile()))
    expect((await readFile(join(file.parentPath, file.name))).includes(key), file.name).toBe(false)
})

test('a stopped run forgets what it asked, or asks it again', async () => {
  const trial = await judgedTrial()
  const { client } = trial.workbench
  const { runId } = await client.judge.start({
    trialId: trial.trialId,
    account: 'environment:openai-images',
    modelId: 'practice/judge',
    price,
    ceilingMicros: null,
    questions: ['preferred'],
    pairs: 9,
    capMicros: 1_000_000,
  })
  await client.judge.stop({ runId })
  await trial.workbench.judgeEnded(runId)
  const stopped = await client.judge.show({ runId })
  expect(stopped.run.status).toBe('stopped')
  expect(stopped.answeredCalls).toBeLessThan(18)
  await client.judge.resume({ runId })
  await trial.workbench.judgeEnded(runId)
  expect(await client.judge.show({ runId })).toMatchObject({ answeredCalls: 18, sentCalls: 18 })
  expect(new Set(trial.calls.map(({ body }) => body)).size).toBe(18)
  await expect(client.judge.resume({ runId })).rejects.toMatchObject({ code: 'BAD_USAGE' })
})

test('a judge takes a processor from a trial that is being measured', async () => {
  const measured = Promise.withResolvers<null>()
  // The second call waits until a trial runs.
  const trial = await judgedTrial((call) => (call === 1 ? measured.promise : null))
  const { client } = trial.workbench
  const running = judge(trial, { pairs: 9, concurrency: 1 })
  await expect.poll(() => trial.calls.length).toBe(2)
  const { trialId } = await client.trial.start(PLAN)
  measured.resolve(null)
  const { run, judgedPairs } = await client.judge.show(await running)
  expect(judgedPairs).toBe(1)
  expect(run).toMatchObject({ status: 'stopped', statusReason: expect.stringContaining('is being measured') })
  await trial.workbench.trialEnded(trialId)

  const beside = await client.trial.start(PLAN)
  await expect(judge(trial)).rejects.toMatchObject({ code: 'INSTRUMENT_BUSY' })
  await trial.workbench.trialEnded(beside.trialId)
})
