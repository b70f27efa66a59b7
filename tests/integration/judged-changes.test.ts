import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
import { judgedTrial, PLAN } from './judged-trial.ts'

const VASE = resolve(import.meta.dirname, '../../resources/practice/vase-0.webp')

const Body = z.object({
  messages: z.tuple([
    z.unknown(),
    z.object({
      content: z.array(z.object({ text: z.string().optional(), image_url: z.object({ url: z.string() }).optional() })),
    }),
  ]),
})

/** A prompt with a picture that two of the contenders change, while the third draws from the words alone. */
async function changes({ client }: Workbench): Promise<PlanInput> {
  const file = new File([await readFile(VASE)], 'vase-of-borealis.webp')
  const { sha256 } = await client.picture.add({ file })
  const [model, other] = ['sdxl-image-to-image', 'sdxl1.0-txt2img']
  return {
    ...PLAN,
    prompts: [{ text: 'The vase at night', picture: sha256 }],
    contenders: [
      { id: 'near', name: 'Near', provider: 'novita', model, parameters: { strength: 0.3 } },
      { id: 'far', name: 'Far', provider: 'novita', model, parameters: { strength: 0.9 } },
      { id: 'drawn', name: 'Drawn', provider: 'segmind', model: other },
    ],
  }
}

test('a judge does not see what a model was given, takes it for one of the two, or it is not paid for', async () => {
  const trial = await judgedTrial(undefined, changes)
  const { workbench, trialId } = trial
  const { client } = workbench
  const draft = {
    trialId,
    account: 'environment:openai-images',
    modelId: 'practice/judge',
    price: { inputUsd: '0.15', outputUsd: '0.60' },
    ceilingMicros: null,
    questions: ['preferred' as const],
    pairs: 3,
    // One call after the other: which is of which pair is told by their order.
    concurrency: 1,
    answerAs: 'json-schema' as const,
    temperature: 'zero' as const,
  }
  const { worstCaseMicros, expectedMicros } = await client.judge.estimate(draft)
  // gpt-4o-mini: 25,501 tokens for each of three pictures
  expect(worstCaseMicros).toBeGreaterThan(3 * 25_501 * 0.15)
  expect(expectedMicros).toBeNull()
  const { runId } = await client.judge.start({ ...draft, capMicros: 1_000_000 })
  await workbench.judgeEnded(runId)
  const { run } = await client.judge.show({ runId })
  expect(run).toMatchObject({ status: 'finished', promptVersion: 2, givenPictures: true, worstCaseMicros })

  const { data: shown } = await sharp(VASE).raw().toBuffer({ resolveWithObject: true })
  const said = await Promise.all(
    trial.calls.map(async ({ body }) => {
      const [, { content }] = Body.parse(JSON.parse(body)).messages
      const place = content.findIndex(({ text }) => text?.includes('given picture'))
      const [given, first, second] = content.flatMap(({ image_url: image }) => image?.url ?? [])
      expect(content[place + 1]?.image_url?.url).toBe(given)
      expect(content.filter(({ image_url: image }) => image !== undefined)).toHaveLength(3)
      const jpeg = Buffer.from((given ?? '').slice('data:image/jpeg;base64,'.length), 'base64')
      const { format, exif, width, height } = await sharp(jpeg).metadata()
      expect({ format, exif, longest: Math.max(width, height) <= 1024 }).toEqual({ format: 'jpeg', longest: true })
      const seen = await sharp(jpeg).raw().toBuffer()
      expect(seen.length).toBe(shown.length)
      const apart = seen.reduce((sum, value, index) => sum + Math.abs(value - (shown[index] ?? 0)), 0) / seen.length
      expect(apart).toBeLessThan(4)
      return { given, pair: [first, second] }
    }),
  )
  expect(said).toHaveLength(6)
  expect(new Set(said.map(({ given }) => given)).size).toBe(1)
  expect(said.every(({ given, pair }) => !pair.includes(given))).toBe(true)
  for (let index = 0; index < 6; index += 2) expect(said[index + 1]?.pair).toEqual(said[index]?.pair.toReversed())
  // From now on it is known what a call with three pictures takes.
  expect((await client.judge.estimate(draft)).expectedMicros).toBeGreaterThan(0)
})
