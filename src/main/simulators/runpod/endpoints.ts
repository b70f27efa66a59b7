import { z } from 'zod'
import type { ImageFormat, Task } from '#shared/domain/generation.ts'
import { readGraph } from '#main/providers/kit/comfy/read-graph.ts'
import { readInputPicture, type InputPicture } from '../pictures/read-input-picture.ts'
import { firstProblem } from '../read-json.ts'
import type { PictureChange, SimulatorKit, Style } from '../simulator.ts'
import { computeGraph } from './compute-graph.ts'

/** What an endpoint has made of a job's `input`. */
export interface Drawing {
  prompt: string
  /** Null leaves it to the worker. */
  seed: number | null
  width: number
  height: number
  format: ImageFormat
  change: PictureChange | null
  /** As which model of Assay's it counts. */
  task: Task
}

/** `url`: an address and a cost · the others: base64 in the worker's own shape. */
export type OutputForm = 'url' | 'comfyui' | 'a1111' | 'image'

export interface Endpoint {
  /** The model by which Assay knows it, so that the truth log speaks of the same one. */
  modelId: string
  style: Style
  form: OutputForm
  /** Micro-dollars of a picture of so many pixels; null where RunPod reports no cost. */
  costMicros: ((pixels: number) => number) | null
  /** @returns what is wrong, in the worker's words, where the input does not fit */
  read: (input: unknown, draw: SimulatorKit['draw']) => Promise<Drawing | string>
}

const Seed = z.int().min(-1).max(4_294_967_295).default(-1)
const Prompt = z.string().min(1, 'prompt is required')
const fluxSide = (name: string) =>
  z.int().min(256).max(1536).multipleOf(64, `${name} must be divisible by 64`).default(1024)

const FluxInput = z.object({
  prompt: Prompt,
  negative_prompt: z.string().optional(),
  width: fluxSide('width'),
  height: fluxSide('height'),
  num_inference_steps: z.int().min(1).max(50).optional(),
  guidance: z.number().min(0).max(10).optional(),
  seed: Seed,
  image_format: z.enum(['png', 'jpeg']).default('jpeg'),
})

const SizeInput = z.object({
  prompt: Prompt,
  negative_prompt: z.string().optional(),
  size: z
    .string()
    .regex(/^\d{2,4}\*\d{2,4}$/, 'size format must be width*height')
    .default('1024*1024'),
  seed: Seed,
  output_format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  image: z.string().optional(),
  strength: z.number().min(0).max(1).optional(),
})

const A1111Input = z.object({
  prompt: z.string().default(''),
  seed: Seed,
  width: z.int().min(64).max(2048).default(512),
  height: z.int().min(64).max(2048).default(512),
})

/** A worker of someone's own: `image` is changed where it comes, into `scale` times its size where that is said. */
const WorkerInput = z.object({
  prompt: z.string().default(''),
  seed: Seed,
  width: z.int().min(64).max(4096).default(768),
  height: z.int().min(64).max(4096).default(768),
  image: z.string().optional(),
  scale: z.number().min(1).max(4).optional(),
  strength: z.number().min(0).max(1).optional(),
  transparent: z.boolean().optional(),
})

const ComfyInput = z.object({
  workflow: z.record(z.string(), z.unknown(), "Missing 'workflow' parameter"),
  images: z.array(z.object({ name: z.string(), image: z.string() })).default([]),
})

const drawn = { change: null, task: 'generate' } as const
const seedOf = (seed: number): number | null => (seed === -1 ? null : seed)

async function readFlux(input: unknown): Promise<Drawing | string> {
  const parsed = FluxInput.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { prompt, width, height, seed, image_format: format } = parsed.data
  return { ...drawn, prompt, width, height, seed: seedOf(seed), format }
}

async function readSized(input: unknown): Promise<Drawing | string> {
  const parsed = SizeInput.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { prompt, size, seed, output_format: format, image, strength } = parsed.data
  const [width = 0, height = 0] = size.split('*').map(Number)
  if (image === undefined) return { ...drawn, prompt, width, height, seed: seedOf(seed), format }
  const picture = await readInputPicture(image)
  if (picture === null) return 'Invalid image URL'
  const change: PictureChange = {
    task: 'image-to-image',
    input: picture.bytes,
    ...(strength !== undefined && { strength }),
  }
  return { prompt, width, height, seed: seedOf(seed), format, change, task: change.task }
}

async function readA1111(input: unknown): Promise<Drawing | string> {
  const parsed = A1111Input.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  return { ...drawn, ...parsed.data, seed: seedOf(parsed.data.seed), format: 'png' }
}

async function readWorker(input: unknown): Promise<Drawing | string> {
  const parsed = WorkerInput.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { prompt, width, height, image, scale, strength, transparent } = parsed.data
  const seed = seedOf(parsed.data.seed)
  if (image === undefined) return { ...drawn, prompt, width, height, seed, format: 'png' }
  const picture = await readInputPicture(image)
  if (picture === null) return 'image: cannot identify image file'
  const task = scale !== undefined ? 'upscale' : transparent === true ? 'remove-background' : 'image-to-image'
  const factor = scale ?? 1
  const change: PictureChange = { task, input: picture.bytes, ...(strength !== undefined && { strength }) }
  const size = { width: Math.round(picture.width * factor), height: Math.round(picture.height * factor) }
  return { prompt, seed, ...size, format: 'png', change, task }
}

async function readComfy(input: unknown, draw: SimulatorKit['draw']): Promise<Drawing | string> {
  const parsed = ComfyInput.safeParse(input)
  if (!parsed.success) {
    return parsed.error.issues[0]?.path[0] === 'workflow' ? "Missing 'workflow' parameter" : firstProblem(parsed.error)
  }
  const read = readGraph(parsed.data.workflow)
  if (!read.ok) return `Workflow validation failed: ${read.problem}`
  const pictures = new Map<string, InputPicture>()
  for (const { name, image } of parsed.data.images) {
    const picture = await readInputPicture(image)
    if (picture === null) return `Failed to upload ${name}: it is no image.`
    pictures.set(name, picture)
  }
  const computed = await computeGraph(read.graph, pictures, draw)
  if (typeof computed === 'string') return computed
  const { picture, task, prompt, seed } = computed
  // The picture is there already: what is left to the job is the time that it takes.
  const change: PictureChange = { task: 'upscale', input: picture.bytes }
  return { prompt, seed, width: picture.width, height: picture.height, format: 'png', change, task }
}

function invalid(error: z.ZodError): string {
  return `Invalid parameter: ${error.issues[0]?.message ?? 'invalid'}`
}

const perMegapixel = (micros: number) => (pixels: number) => Math.floor((pixels * micros) / 1_000_000 + 0.5)
const perPicture = (micros: number) => () => micros

/** Endpoints by the part of the address that names them. The last three stand for a team's own. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  ...publicEndpoint('black-forest-labs-flux-1-schnell', 2, perMegapixel(2400), readFlux),
  ...publicEndpoint('black-forest-labs-flux-1-dev', 1, perMegapixel(20_000), readFlux),
  ...publicEndpoint('qwen-image-t2i', 0, perPicture(20_000), readSized),
  ...publicEndpoint('seedream-v4-t2i', 1, perPicture(27_000), readSized),
  ...publicEndpoint('z-image-turbo', 3, perPicture(5000), readSized),
  ...publicEndpoint('black-forest-labs-flux-1-kontext-dev', 1, perPicture(25_000), readSized),
  'practice-comfyui': {
    modelId: 'practice-comfyui/comfyui',
    style: 3,
    form: 'comfyui',
    costMicros: null,
    read: readComfy,
  },
  'practice-a1111': { modelId: 'practice-a1111/a1111', style: 3, form: 'a1111', costMicros: null, read: readA1111 },
  'practice-worker': { modelId: 'worker', style: 2, form: 'image', costMicros: null, read: readWorker },
}

function publicEndpoint(
  id: string,
  style: Style,
  costMicros: Endpoint['costMicros'],
  read: Endpoint['read'],
): Record<string, Endpoint> {
  return { [id]: { modelId: id, style, form: 'url', costMicros, read } }
}
