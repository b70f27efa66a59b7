import { z } from 'zod'
import type { Order, PictureChange, Style } from '#main/simulators/simulator.ts'

export const MAXIMUM_SEED = 2_147_483_647
const common = {
  prompt: z.string().min(1),
  seed: z.int().min(-1).default(-1),
  base64: z.boolean().default(false),
  // The reply of version 1 is one picture's bytes; what more of them would look like is not documented.
  samples: z.literal(1, 'this simulator draws one picture a call').default(1),
}
const side = z.int().min(512).max(2048).default(1024)
const sideInSteps = z.int().min(512).max(2048).multipleOf(8).default(1024)

/** What the fast models make of an aspect ratio: about a megapixel, in steps of 64. */
const SIZE_OF_RATIO = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '21:9': [1536, 640],
  '2:3': [832, 1216],
  '3:2': [1216, 832],
  '4:5': [896, 1088],
  '5:4': [1088, 896],
  '9:16': [768, 1344],
  '9:21': [640, 1536],
} as const
const ratio = z.enum(Object.keys(SIZE_OF_RATIO) as (keyof typeof SIZE_OF_RATIO)[]).default('1:1')
const sized = (aspect: keyof typeof SIZE_OF_RATIO): { width: number; height: number } => {
  const [width, height] = SIZE_OF_RATIO[aspect]
  return { width, height }
}

/** A picture as base64; this simulator fetches no address. */
const withPicture = { image: z.string().min(1), base64: z.boolean().default(false) }

function changed(
  task: PictureChange['task'],
  sent: string,
  factor: number,
  format: Order['format'],
  base64: boolean,
): Asked {
  return { prompt: '', seed: 0, format, base64, size: { factor }, picture: { task, sent } }
}

/** What is asked of a model: a picture drawn from a prompt, or one that came along changed. */
type Asked = Pick<Order, 'prompt' | 'seed' | 'format'> & {
  base64: boolean
  /** Pixels, or what the size of the picture is multiplied with. */
  size: { width: number; height: number } | { factor: number }
  picture?: { task: PictureChange['task']; sent: string }
}
export interface Slug {
  style: Style
  /** What a call costs on average, in micro-dollars: Segmind's model directory of 2026-08-19. */
  averageMicros: number
  body: z.ZodType<Asked>
}

/** Each model names its size in its own way. */
export const SLUGS: Readonly<Record<string, Slug>> = {
  'sdxl1.0-txt2img': {
    style: 1,
    averageMicros: 7980,
    body: z
      .object({
        ...common,
        negative_prompt: z.string().optional(),
        num_inference_steps: z.int().min(1).max(100).default(20),
        guidance_scale: z.number().min(1).max(25).default(7.5),
        img_width: side,
        img_height: side,
      })
      .transform(({ img_width: width, img_height: height, ...rest }) => ({
        ...rest,
        size: { width, height },
        format: 'jpeg',
      })),
  },
  'flux-schnell': {
    style: 2,
    averageMicros: 7850,
    body: z
      .object({ ...common, steps: z.int().min(1).max(8).default(4), width: sideInSteps, height: sideInSteps })
      .transform(({ width, height, ...rest }) => ({ ...rest, size: { width, height }, format: 'jpeg' })),
  },
  'fast-flux-schnell': {
    style: 3,
    averageMicros: 5470,
    body: z
      .object({ ...common, steps: z.int().min(1).default(4), aspect_ratio: ratio })
      .transform(({ aspect_ratio: aspect, ...rest }) => ({ ...rest, size: sized(aspect), format: 'jpeg' })),
  },
  'flux-dev': {
    style: 0,
    averageMicros: 19_600,
    body: z
      .object({
        ...common,
        steps: z.int().min(1).default(25),
        guidance: z.number().min(0).max(10).default(3.5),
        aspect_ratio: ratio,
        output_format: z.enum(['webp', 'jpg', 'png']).default('webp'),
      })
      .transform(({ aspect_ratio: aspect, output_format: format, ...rest }) => ({
        ...rest,
        size: sized(aspect),
        format: format === 'jpg' ? 'jpeg' : format,
      })),
  },
  'sd1.5-realisticvision': {
    style: 2,
    averageMicros: 2520,
    body: z
      .object({
        ...common,
        negative_prompt: z.string().optional(),
        num_inference_steps: z.int().min(1).max(100).default(25),
        guidance_scale: z.number().min(1).max(25).default(7.5),
        img_width: z.int().min(256).max(2048).default(512),
        img_height: z.int().min(256).max(2048).default(512),
      })
      .transform(({ img_width: width, img_height: height, ...rest }) => ({
        ...rest,
        size: { width, height },
        format: 'jpeg',
      })),
  },
  esrgan: {
    style: 0,
    averageMicros: 4660,
    body: z
      .object({ ...withPicture, scale: z.int().min(1).max(4).default(2) })
      .transform(({ image, scale, base64 }) => changed('upscale', image, scale, 'jpeg', base64)),
  },
  'background-eraser': {
    style: 0,
    averageMicros: 620,
    body: z.object(withPicture).transform(({ image, base64 }) => changed('remove-background', image, 1, 'png', base64)),
  },
  'bg-removal': {
    style: 0,
    averageMicros: 2100,
    body: z
      .object({ ...withPicture, method: z.literal('object').default('object') })
      .transform(({ image, base64 }) => changed('remove-background', image, 1, 'png', base64)),
  },
}
