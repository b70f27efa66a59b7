import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { roundHalfUp } from '#main/simulators/round-half-up.ts'
import type { Ending, Order, SimulatorContext, Style } from '#main/simulators/simulator.ts'
import type { DrawingBody } from './simulated-bodies.ts'

/** Cents an hour of an A10 at Lambda. */
const A10_CENTS_PER_HOUR = 129

export interface Checkpoint {
  name: string
  hash: string
  style: Style
}
export const SDXL: Checkpoint = { name: 'sd_xl_base_1.0', hash: '31e35c80fc', style: 3 }
export const CHECKPOINTS: readonly Checkpoint[] = [SDXL, { name: 'juggernautXL_v9', hash: 'c9e3e68f89', style: 2 }]
export function findCheckpoint(name: string): Checkpoint | undefined {
  return CHECKPOINTS.find((checkpoint) =>
    [checkpoint.name, `${checkpoint.name}.safetensors`, titleOf(checkpoint)].includes(name),
  )
}

export function titleOf({ name, hash }: Checkpoint): string {
  return `${name}.safetensors [${hash}]`
}

export function describeDrawing(
  asked: DrawingBody,
  order: Order,
  checkpoint: Checkpoint,
  { pictures }: Ending,
): object {
  const seeds = pictures.map((_, index) => order.seed + index)
  const info = {
    prompt: asked.prompt,
    all_prompts: pictures.map(() => asked.prompt),
    negative_prompt: asked.negative_prompt,
    seed: order.seed,
    all_seeds: seeds,
    width: asked.width,
    height: asked.height,
    sampler_name: asked.sampler_name ?? 'Euler',
    cfg_scale: asked.cfg_scale,
    steps: asked.steps,
    batch_size: asked.batch_size,
    sd_model_name: checkpoint.name,
    sd_model_hash: checkpoint.hash,
    index_of_first_image: 0,
    infotexts: seeds.map((seed) => `${asked.prompt}\nSteps: ${asked.steps}, Seed: ${seed}, Model: ${checkpoint.name}`),
    version: 'v1.10.1',
  }
  const images = asked.send_images ? pictures.map(({ bytes }) => bytes.toString('base64')) : []
  return { images, parameters: { ...asked, init_images: null, images: null }, info: JSON.stringify(info) }
}

/** The middleware's shape for whatever went wrong inside the web UI. */
export function failure(
  context: SimulatorContext,
  status: ContentfulStatusCode,
  error: string,
  detail: string,
  errors: string,
): Response {
  return context.json({ error, detail, body: '', errors }, status)
}

/** FastAPI's own shape, which the middleware leaves alone. */
export function validationError(context: SimulatorContext, { issues }: z.ZodError): Response {
  const detail = issues.map(({ path, message, code }) => ({ loc: ['body', ...path], msg: message, type: code }))
  return context.json({ detail }, 422)
}

/** Seconds with four decimals, as the middleware rounds them. */
export function formatSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(4)
}

/** The seconds as they are sent at the hourly price, rounded half up to the micro-dollar. */
export function meterMicros(seconds: string): number {
  const tenthsOfMilliseconds = Math.round(Number(seconds) * 10_000)
  // 1 cent an hour is 10,000 micro-dollars in 36,000,000 tenths of a millisecond.
  return roundHalfUp(tenthsOfMilliseconds * A10_CENTS_PER_HOUR, 3600)
}
