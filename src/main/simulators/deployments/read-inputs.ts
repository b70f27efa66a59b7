import { z } from 'zod'
import type { WorkflowInput } from '#shared/domain/workflow.ts'
import { readInputPicture } from '../pictures/read-input-picture.ts'
import type { Order, SimulatorKit } from '../simulator.ts'
import type { Deployment } from './deployment.ts'

/** What an input of a workflow takes, as ComfyUI's nodes have it. */
const VALUES = {
  prompt: z.string().min(1),
  negativePrompt: z.string().default(''),
  seed: z.int().min(0).optional(),
  width: z.int().min(16).max(4096).default(1024),
  height: z.int().min(16).max(4096).default(1024),
  steps: z.int().min(1).max(200).default(25),
  guidance: z.number().min(0).max(100).default(7),
  strength: z.number().min(0).max(1).default(0.6),
  scale: z.number().min(1).max(16).default(2),
} as const satisfies Partial<Record<WorkflowInput, z.ZodType>>

const MAXIMUM_SEED = 2_147_483_647
const LONGEST_SIDE = 8192

export interface InputProblem {
  /** The provider's name of the input. */
  input: string
  message: string
}

export type ReadInputs = { ok: true; order: Order } | { ok: false; problem: InputProblem }

/**
 * Reads the inputs of a run by the names of its deployment.
 * @param call.pictureOf the picture that was sent for an input: its bytes, or base64; null where there is none
 */
export async function readInputs(
  kit: SimulatorKit,
  deployment: Deployment,
  call: {
    requestId: string
    receivedMs: number
    inputs: Readonly<Record<string, unknown>>
    pictureOf: (name: string) => string | Uint8Array | null
  },
): Promise<ReadInputs> {
  const { inputs: names, task, modelId, style } = deployment
  const known: string[] = Object.values(names)
  const unknown = Object.keys(call.inputs).find((name) => !known.includes(name))
  if (unknown !== undefined) return refuse(unknown, 'the workflow has no such input')

  const values: Partial<Record<keyof typeof VALUES, string | number | undefined>> = {}
  for (const [input, schema] of Object.entries(VALUES)) {
    const name = names[input as keyof typeof VALUES]
    if (name === undefined) continue
    const parsed = schema.safeParse(call.inputs[name])
    if (!parsed.success) return refuse(name, parsed.error.issues[0]?.message ?? 'invalid')
    values[input as keyof typeof VALUES] = parsed.data
  }
  const { prompt = '', seed, strength, scale, width = 1024, height = 1024 } = values
  const text = String(prompt)
  const base = {
    requestId: call.requestId,
    receivedMs: call.receivedMs,
    modelId,
    style,
    prompt: text,
    seed: typeof seed === 'number' ? seed : kit.pickSeed(modelId, text, MAXIMUM_SEED),
    format: 'png' as const,
    count: 1,
  }
  if (task === 'generate') return { ok: true, order: { ...base, width: Number(width), height: Number(height) } }

  const name = names.image ?? 'image'
  const sent = call.pictureOf(name)
  const picture = sent === null ? null : await readInputPicture(sent)
  if (picture === null) return refuse(name, 'not a picture that can be read')
  const factor = task === 'upscale' ? Number(scale) : 1
  const size = { width: Math.round(picture.width * factor), height: Math.round(picture.height * factor) }
  if (Math.max(size.width, size.height) > LONGEST_SIDE) return refuse(name, `no side may exceed ${LONGEST_SIDE} pixels`)
  const change = { task, input: picture.bytes, ...(typeof strength === 'number' && { strength }) }
  return { ok: true, order: { ...base, ...size, change } }
}

function refuse(input: string, message: string): ReadInputs {
  return { ok: false, problem: { input, message } }
}
