/** An input as ComfyUI describes it: `[TYPE, options]`, or `[choices, options]`. */
export type InputDefinition = readonly [string | readonly string[], Readonly<Record<string, unknown>>?]

export interface NodeDefinition {
  required: Readonly<Record<string, InputDefinition>>
  output: readonly string[]
  displayName: string
  category: string
  outputNode?: boolean
  /** Newer nodes describe lists as `["COMBO", {options}]`. */
  newStyle?: boolean
}

const SAMPLERS = [
  'euler',
  'euler_ancestral',
  'heun',
  'dpmpp_2m',
  'dpmpp_2m_sde',
  'dpmpp_sde',
  'lcm',
  'ddim',
  'uni_pc',
] as const
const SCHEDULERS = [
  'simple',
  'sgm_uniform',
  'karras',
  'exponential',
  'ddim_uniform',
  'beta',
  'normal',
  'linear_quadratic',
  'kl_optimal',
] as const
const SCALE_METHODS = ['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'] as const

/** Files of the practice server, by folder; made up after the usual ones. */
export const MODEL_FILES: Readonly<Record<string, readonly string[]>> = {
  checkpoints: ['sd_xl_base_1.0.safetensors', 'sd_xl_turbo_1.0.safetensors', 'v1-5-pruned-emaonly.safetensors'],
  diffusion_models: ['flux1-dev.safetensors', 'flux1-schnell.safetensors'],
  text_encoders: ['t5xxl_fp8_e4m3fn.safetensors', 'clip_l.safetensors'],
  vae: ['ae.safetensors', 'sdxl_vae.safetensors'],
  loras: ['detail-tweaker-xl.safetensors'],
  upscale_models: ['RealESRGAN_x2plus.pth', 'RealESRGAN_x4plus.pth'],
  background_removal: ['birefnet.safetensors'],
  embeddings: [],
}
const files = (folder: string): readonly string[] => MODEL_FILES[folder] ?? []

const seed: InputDefinition = ['INT', { default: 0, min: 0, max: Number(2n ** 64n - 1n), control_after_generate: true }]
const side = (step: number): InputDefinition => ['INT', { default: 1024, min: 16, max: 16_384, step }]
const batch: InputDefinition = ['INT', { default: 1, min: 1, max: 4096 }]
const steps: InputDefinition = ['INT', { default: 20, min: 1, max: 10_000 }]
const cfg: InputDefinition = ['FLOAT', { default: 8, min: 0, max: 100, step: 0.1, round: 0.01 }]
const denoise: InputDefinition = ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }]
const text: InputDefinition = ['STRING', { multiline: true, dynamicPrompts: true }]

/** The classes that the practice server knows: those of the graphs that ship, and what is usual beside them. */
export const NODE_DEFINITIONS: Readonly<Record<string, NodeDefinition>> = {
  CheckpointLoaderSimple: {
    required: { ckpt_name: [files('checkpoints'), { tooltip: 'The name of the checkpoint (model) to load.' }] },
    output: ['MODEL', 'CLIP', 'VAE'],
    displayName: 'Load Checkpoint',
    category: 'loaders',
  },
  UNETLoader: {
    required: {
      unet_name: [files('diffusion_models')],
      weight_dtype: [['default', 'fp8_e4m3fn', 'fp8_e4m3fn_fast', 'fp8_e5m2']],
    },
    output: ['MODEL'],
    displayName: 'Load Diffusion Model',
    category: 'advanced/loaders',
  },
  DualCLIPLoader: {
    required: {
      clip_name1: [files('text_encoders')],
      clip_name2: [files('text_encoders')],
      type: [['sdxl', 'sd3', 'flux', 'hunyuan_video', 'hidream']],
    },
    output: ['CLIP'],
    displayName: 'DualCLIPLoader',
    category: 'advanced/loaders',
  },
  VAELoader: {
    required: { vae_name: [files('vae')] },
    output: ['VAE'],
    displayName: 'Load VAE',
    category: 'loaders',
  },
  LoraLoader: {
    required: {
      model: ['MODEL'],
      clip: ['CLIP'],
      lora_name: [files('loras')],
      strength_model: ['FLOAT', { default: 1, min: -100, max: 100, step: 0.01 }],
      strength_clip: ['FLOAT', { default: 1, min: -100, max: 100, step: 0.01 }],
    },
    output: ['MODEL', 'CLIP'],
    displayName: 'Load LoRA',
    category: 'loaders',
  },
  CLIPTextEncode: {
    required: { text, clip: ['CLIP', { tooltip: 'The CLIP model used for encoding the text.' }] },
    output: ['CONDITIONING'],
    displayName: 'CLIP Text Encode (Prompt)',
    category: 'conditioning',
  },
  FluxGuidance: {
    required: { conditioning: ['CONDITIONING'], guidance: ['FLOAT', { default: 3.5, min: 0, max: 100, step: 0.1 }] },
    output: ['CONDITIONING'],
    displayName: 'FluxGuidance',
    category: 'advanced/conditioning/flux',
  },
  ConditioningZeroOut: {
    required: { conditioning: ['CONDITIONING'] },
    output: ['CONDITIONING'],
    displayName: 'ConditioningZeroOut',
    category: 'advanced/conditioning',
  },
  EmptyLatentImage: {
    required: { width: side(8), height: side(8), batch_size: batch },
    output: ['LATENT'],
    displayName: 'Empty Latent Image',
    category: 'latent',
  },
  EmptySD3LatentImage: {
    required: { width: side(16), height: side(16), batch_size: batch },
    output: ['LATENT'],
    displayName: 'EmptySD3LatentImage',
    category: 'latent/sd3',
  },
  KSampler: {
    required: {
      model: ['MODEL'],
      seed,
      steps,
      cfg,
      sampler_name: [SAMPLERS],
      scheduler: [SCHEDULERS],
      positive: ['CONDITIONING'],
      negative: ['CONDITIONING'],
      latent_image: ['LATENT'],
      denoise,
    },
    output: ['LATENT'],
    displayName: 'KSampler',
    category: 'sampling',
  },
  SamplerCustomAdvanced: {
    required: {
      noise: ['NOISE'],
      guider: ['GUIDER'],
      sampler: ['SAMPLER'],
      sigmas: ['SIGMAS'],
      latent_image: ['LATENT'],
    },
    output: ['LATENT', 'LATENT'],
    displayName: 'SamplerCustomAdvanced',
    category: 'sampling/custom_sampling',
  },
  RandomNoise: {
    required: { noise_seed: seed },
    output: ['NOISE'],
    displayName: 'RandomNoise',
    category: 'sampling/custom_sampling/noise',
  },
  BasicGuider: {
    required: { model: ['MODEL'], conditioning: ['CONDITIONING'] },
    output: ['GUIDER'],
    displayName: 'BasicGuider',
    category: 'sampling/custom_sampling/guiders',
  },
  CFGGuider: {
    required: { model: ['MODEL'], positive: ['CONDITIONING'], negative: ['CONDITIONING'], cfg },
    output: ['GUIDER'],
    displayName: 'CFGGuider',
    category: 'sampling/custom_sampling/guiders',
  },
  KSamplerSelect: {
    required: { sampler_name: [SAMPLERS] },
    output: ['SAMPLER'],
    displayName: 'KSamplerSelect',
    category: 'sampling/custom_sampling/samplers',
  },
  BasicScheduler: {
    required: { model: ['MODEL'], scheduler: [SCHEDULERS], steps, denoise },
    output: ['SIGMAS'],
    displayName: 'BasicScheduler',
    category: 'sampling/custom_sampling/schedulers',
  },
  VAEDecode: {
    required: { samples: ['LATENT'], vae: ['VAE'] },
    output: ['IMAGE'],
    displayName: 'VAE Decode',
    category: 'latent',
  },
  VAEEncode: {
    required: { pixels: ['IMAGE'], vae: ['VAE'] },
    output: ['LATENT'],
    displayName: 'VAE Encode',
    category: 'latent',
  },
  LoadImage: {
    // The list is filled with the files of the input folder when it is asked for.
    required: { image: [[], { image_upload: true }] },
    output: ['IMAGE', 'MASK'],
    displayName: 'Load Image',
    category: 'image',
  },
  EmptyImage: {
    required: {
      width: ['INT', { default: 512, min: 1, max: 16_384, step: 1 }],
      height: ['INT', { default: 512, min: 1, max: 16_384, step: 1 }],
      batch_size: batch,
      color: ['INT', { default: 0, min: 0, max: 16_777_215, step: 1, display: 'color' }],
    },
    output: ['IMAGE'],
    displayName: 'EmptyImage',
    category: 'image',
  },
  ImageScale: {
    required: {
      image: ['IMAGE'],
      upscale_method: [SCALE_METHODS],
      width: ['INT', { default: 512, min: 0, max: 16_384, step: 1 }],
      height: ['INT', { default: 512, min: 0, max: 16_384, step: 1 }],
      crop: [['disabled', 'center']],
    },
    output: ['IMAGE'],
    displayName: 'Upscale Image',
    category: 'image/upscaling',
  },
  ImageScaleBy: {
    required: {
      image: ['IMAGE'],
      upscale_method: [SCALE_METHODS],
      scale_by: ['FLOAT', { default: 1, min: 0.01, max: 8, step: 0.01 }],
    },
    output: ['IMAGE'],
    displayName: 'Upscale Image By',
    category: 'image/upscaling',
  },
  UpscaleModelLoader: {
    required: { model_name: [files('upscale_models')] },
    output: ['UPSCALE_MODEL'],
    displayName: 'Load Upscale Model',
    category: 'loaders',
    newStyle: true,
  },
  ImageUpscaleWithModel: {
    required: { upscale_model: ['UPSCALE_MODEL'], image: ['IMAGE'] },
    output: ['IMAGE'],
    displayName: 'Upscale Image (using Model)',
    category: 'image/upscaling',
  },
  LoadBackgroundRemovalModel: {
    required: { bg_removal_name: [files('background_removal')] },
    output: ['BACKGROUND_REMOVAL'],
    displayName: 'Load Background Removal Model',
    category: 'loaders',
    newStyle: true,
  },
  RemoveBackground: {
    required: { bg_removal_model: ['BACKGROUND_REMOVAL'], image: ['IMAGE'] },
    output: ['MASK'],
    displayName: 'Remove Background',
    category: 'image/background removal',
  },
  InvertMask: {
    required: { mask: ['MASK'] },
    output: ['MASK'],
    displayName: 'InvertMask',
    category: 'mask',
  },
  JoinImageWithAlpha: {
    required: { image: ['IMAGE'], alpha: ['MASK'] },
    output: ['IMAGE'],
    displayName: 'Join Image with Alpha',
    category: 'mask/compositing',
  },
  SaveImage: {
    required: {
      images: ['IMAGE', { tooltip: 'The images to save.' }],
      filename_prefix: ['STRING', { default: 'ComfyUI' }],
    },
    output: [],
    displayName: 'Save Image',
    category: 'image',
    outputNode: true,
  },
  PreviewImage: {
    required: { images: ['IMAGE'] },
    output: [],
    displayName: 'Preview Image',
    category: 'image',
    outputNode: true,
  },
}
