import type { PictureChange } from '../simulator.ts'
import {
  foregroundMask,
  invert,
  joinAlpha,
  plainPicture,
  type GraphPicture,
  type NodeValue,
  type NodeValues,
  type ValueOf,
} from './node-values.ts'

/** Work that takes a GPU its time, as a node asks for it. */
export interface HeavyWork {
  /** The name of the weights, without their ending. */
  modelId: string
  prompt: string
  seed: number
  width: number
  height: number
  count: number
  /** Steps that the progress counts. */
  steps: number
  change?: PictureChange
}

/** What a node is computed with. */
export interface Bench {
  /** @returns the pictures that were drawn, in order; `flawed` where they are not what was asked for */
  work(work: HeavyWork): Promise<{ pictures: GraphPicture[]; flawed: boolean }>
  load(name: string): Promise<GraphPicture>
}

/** The inputs of a node with their links followed. */
export interface NodeInputs {
  number(name: string): number
  text(name: string): string
  value<Type extends keyof NodeValues>(name: string, type: Type): ValueOf<Type>
}

/** Computes one node that saves nothing; what it gives is in the order of its outputs. */
export async function computeNode(className: string, inputs: NodeInputs, bench: Bench): Promise<NodeValue[]> {
  const compute = NODES[className]
  if (compute === undefined) throw new Error(`The practice server can't compute ${className}.`)
  return compute(inputs, bench)
}

const NODES: Readonly<Record<string, (inputs: NodeInputs, bench: Bench) => NodeValue[] | Promise<NodeValue[]>>> = {
  CheckpointLoaderSimple: (inputs) => {
    const name = inputs.text('ckpt_name')
    return [
      { type: 'MODEL', name },
      { type: 'CLIP', name },
      { type: 'VAE', name },
    ]
  },
  UNETLoader: (inputs) => [{ type: 'MODEL', name: inputs.text('unet_name') }],
  DualCLIPLoader: (inputs) => [{ type: 'CLIP', name: inputs.text('clip_name1') }],
  VAELoader: (inputs) => [{ type: 'VAE', name: inputs.text('vae_name') }],
  LoraLoader: (inputs) => [inputs.value('model', 'MODEL'), inputs.value('clip', 'CLIP')],
  CLIPTextEncode: (inputs) => [{ type: 'CONDITIONING', text: inputs.text('text') }],
  FluxGuidance: (inputs) => [inputs.value('conditioning', 'CONDITIONING')],
  ConditioningZeroOut: () => [{ type: 'CONDITIONING', text: '' }],
  EmptyLatentImage: emptyLatent,
  EmptySD3LatentImage: emptyLatent,
  KSampler: (inputs, bench) =>
    sample(bench, {
      model: inputs.value('model', 'MODEL').name,
      text: inputs.value('positive', 'CONDITIONING').text,
      seed: inputs.number('seed'),
      steps: inputs.number('steps'),
      denoise: inputs.number('denoise'),
      latent: inputs.value('latent_image', 'LATENT'),
    }),
  SamplerCustomAdvanced: async (inputs, bench) => {
    const { model, text } = inputs.value('guider', 'GUIDER')
    const { steps, denoise } = inputs.value('sigmas', 'SIGMAS')
    const { seed } = inputs.value('noise', 'NOISE')
    const latents = await sample(bench, {
      model,
      text,
      seed,
      steps,
      denoise,
      latent: inputs.value('latent_image', 'LATENT'),
    })
    return [...latents, ...latents]
  },
  RandomNoise: (inputs) => [{ type: 'NOISE', seed: inputs.number('noise_seed') }],
  BasicGuider: (inputs) => [guider(inputs, 'conditioning')],
  CFGGuider: (inputs) => [guider(inputs, 'positive')],
  KSamplerSelect: (inputs) => [{ type: 'SAMPLER', name: inputs.text('sampler_name') }],
  BasicScheduler: (inputs) => [{ type: 'SIGMAS', steps: inputs.number('steps'), denoise: inputs.number('denoise') }],
  VAEDecode: (inputs) => [{ type: 'IMAGE', pictures: inputs.value('samples', 'LATENT').pictures }],
  VAEEncode: (inputs) => {
    const { pictures } = inputs.value('pixels', 'IMAGE')
    const [{ width, height } = { width: 0, height: 0 }] = pictures
    // A latent has an eighth of the sides: what is left over is cut off.
    return [{ type: 'LATENT', width: width & ~7, height: height & ~7, count: pictures.length, pictures }]
  },
  LoadImage: async (inputs, bench) => {
    const picture = await bench.load(inputs.text('image'))
    return [
      { type: 'IMAGE', pictures: [picture] },
      { type: 'MASK', pictures: [await plainPicture(picture.width, picture.height, 0)] },
    ]
  },
  EmptyImage: async (inputs) => {
    const picture = await plainPicture(inputs.number('width'), inputs.number('height'), inputs.number('color'))
    return [{ type: 'IMAGE', pictures: Array.from({ length: inputs.number('batch_size') }, () => picture) }]
  },
  ImageScale: (inputs) => {
    const size = { width: inputs.number('width'), height: inputs.number('height') }
    return [{ type: 'IMAGE', pictures: inputs.value('image', 'IMAGE').pictures.map((each) => ({ ...each, ...size })) }]
  },
  ImageScaleBy: (inputs) => {
    const factor = inputs.number('scale_by')
    return [{ type: 'IMAGE', pictures: inputs.value('image', 'IMAGE').pictures.map((each) => scaled(each, factor)) }]
  },
  UpscaleModelLoader: (inputs) => {
    const factor = Number(/x([24])/.exec(inputs.text('model_name'))?.[1] ?? 4)
    return [{ type: 'UPSCALE_MODEL', factor }]
  },
  ImageUpscaleWithModel: async (inputs, bench) => {
    const { factor } = inputs.value('upscale_model', 'UPSCALE_MODEL')
    const { pictures } = inputs.value('image', 'IMAGE')
    const changed = await change(bench, 'upscale', 'upscale-model', pictures)
    return [{ type: 'IMAGE', pictures: changed.map((each) => scaled(each, factor)) }]
  },
  LoadBackgroundRemovalModel: (inputs) => [{ type: 'BACKGROUND_REMOVAL', name: inputs.text('bg_removal_name') }],
  RemoveBackground: async (inputs, bench) => {
    const { name } = inputs.value('bg_removal_model', 'BACKGROUND_REMOVAL')
    const pictures = await change(bench, 'remove-background', modelId(name), inputs.value('image', 'IMAGE').pictures)
    return [{ type: 'MASK', pictures: await Promise.all(pictures.map(foregroundMask)) }]
  },
  InvertMask: async (inputs) => [
    { type: 'MASK', pictures: await Promise.all(inputs.value('mask', 'MASK').pictures.map(invert)) },
  ],
  JoinImageWithAlpha: async (inputs) => {
    const masks = inputs.value('alpha', 'MASK').pictures
    const pictures = inputs.value('image', 'IMAGE').pictures.map((each, index) => {
      const mask = masks[index] ?? masks.at(-1)
      return mask === undefined ? Promise.resolve(each) : joinAlpha(each, mask)
    })
    return [{ type: 'IMAGE', pictures: await Promise.all(pictures) }]
  },
}

function emptyLatent(inputs: NodeInputs): NodeValue[] {
  const [width, height] = [inputs.number('width') & ~7, inputs.number('height') & ~7]
  return [{ type: 'LATENT', width, height, count: inputs.number('batch_size'), pictures: [] }]
}

function guider(inputs: NodeInputs, conditioning: string): NodeValue {
  const model = inputs.value('model', 'MODEL').name
  return { type: 'GUIDER', model, text: inputs.value(conditioning, 'CONDITIONING').text }
}

interface Sampling {
  model: string
  text: string
  seed: number
  steps: number
  denoise: number
  latent: ValueOf<'LATENT'>
}

async function sample(bench: Bench, { model, text, seed, steps, denoise, latent }: Sampling): Promise<NodeValue[]> {
  const { width, height, count } = latent
  const [before] = latent.pictures
  const { pictures } = await bench.work({
    modelId: modelId(model),
    prompt: text,
    seed,
    width,
    height,
    count,
    steps,
    ...(before !== undefined && { change: { task: 'image-to-image', input: before.bytes, strength: denoise } }),
  })
  // What came may be smaller than asked.
  const [{ width: drawnWidth, height: drawnHeight } = latent] = pictures
  return [{ type: 'LATENT', width: drawnWidth, height: drawnHeight, count, pictures }]
}

/**
 * Lets the time pass that a change takes. The pixels are changed afterwards, in the size that is asked for in the end: no
 * picture four times as large is drawn only to be made smaller. Where the work is flawed, what was drawn instead is given.
 */
async function change(
  bench: Bench,
  task: 'upscale' | 'remove-background',
  model: string,
  pictures: readonly GraphPicture[],
): Promise<readonly GraphPicture[]> {
  const [first] = pictures
  if (first === undefined) return []
  const token = { modelId: model, prompt: '', seed: 0, width: 8, height: 8, count: 1, steps: 1 }
  const { pictures: drawn, flawed } = await bench.work({ ...token, change: { task, input: first.bytes } })
  return flawed ? pictures.flatMap(({ width, height }) => drawn.map((each) => ({ ...each, width, height }))) : pictures
}

function scaled(picture: GraphPicture, factor: number): GraphPicture {
  return { ...picture, width: Math.round(picture.width * factor), height: Math.round(picture.height * factor) }
}

function modelId(fileName: string): string {
  return fileName.replace(/\.[a-z]+$/, '')
}
