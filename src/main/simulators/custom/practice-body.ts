import { z } from 'zod'
import { readInputPicture } from '../pictures/read-input-picture.ts'
import { firstProblem } from '../read-json.ts'
import type { Order, PictureChange, SimulatorKit } from '../simulator.ts'

const MAXIMUM_SEED = 2_147_483_647

/** What both little APIs take. Anything else is left alone, as such APIs do. */
const Body = z.object({
  prompt: z.string().max(4000).default(''),
  negative_prompt: z.string().max(4000).optional(),
  seed: z.int().min(0).max(MAXIMUM_SEED).optional(),
  width: z.int().min(64).max(2048).default(1024),
  height: z.int().min(64).max(2048).default(1024),
  steps: z.int().min(1).max(100).default(20),
  guidance: z.number().min(0).max(30).default(5),
  format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  /** A data URI or plain base64. */
  image: z.string().optional(),
  strength: z.number().min(0).max(1).default(0.6),
  scale: z.number().min(1).max(4).default(2),
})

export type Operation = 'draw' | 'enlarge' | 'cut-out'

/** The body of a call as an order, or what is wrong with it. */
export async function readPracticeBody(
  kit: SimulatorKit,
  operation: Operation,
  call: { body: unknown; requestId: string; receivedMs: number },
): Promise<Order | string> {
  const parsed = Body.safeParse(call.body)
  if (!parsed.success) return firstProblem(parsed.error)
  const { prompt, seed, format, image, strength, scale } = parsed.data
  if (operation === 'draw' && prompt === '') return 'prompt: is missing'
  const picture = image === undefined ? null : await readInputPicture(image)
  if (picture === null && (image !== undefined || operation !== 'draw')) return 'image: is no picture'
  const task: PictureChange['task'] =
    operation === 'enlarge' ? 'upscale' : operation === 'cut-out' ? 'remove-background' : 'image-to-image'
  const modelId = picture === null ? 'generate' : task
  const order: Order = {
    requestId: call.requestId,
    receivedMs: call.receivedMs,
    modelId,
    style: 3,
    prompt,
    seed: seed ?? kit.pickSeed(modelId, prompt, MAXIMUM_SEED),
    width: parsed.data.width,
    height: parsed.data.height,
    format,
    count: 1,
  }
  if (picture === null) return order
  const factor = operation === 'enlarge' ? scale : 1
  const size =
    operation === 'draw'
      ? {}
      : { width: Math.round(picture.width * factor), height: Math.round(picture.height * factor) }
  return { ...order, ...size, change: { task, input: picture.bytes, strength } }
}
