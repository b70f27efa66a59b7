import type { Task } from '#shared/domain/generation.ts'
import type { ComfyGraph, ComfyWorkflow, WorkflowContent, WorkflowKind } from '#shared/domain/workflow.ts'

/** A small workflow of each kind that takes every canonical input, for models that need one. */
export function sampleWorkflow(kind: WorkflowKind, task: Task): WorkflowContent {
  return SAMPLES[kind](task)
}

const SAMPLES: Readonly<Record<WorkflowKind, (task: Task) => WorkflowContent>> = {
  comfyui: comfyWorkflow,
  deployed: () => ({
    kind: 'deployed',
    reference: 'owner/sample',
    inputs: {
      prompt: 'prompt',
      negativePrompt: 'negative_prompt',
      seed: 'seed',
      width: 'width',
      height: 'height',
      steps: 'steps',
      guidance: 'guidance',
      sampler: 'sampler',
      strength: 'strength',
      scale: 'scale',
      checkpoint: 'checkpoint',
      image: 'image',
    },
    output: null,
    constants: {},
  }),
  http: (task) => ({
    kind: 'http',
    submit: {
      method: 'POST',
      path: '/draw',
      headers: {},
      body: {
        prompt: '{{prompt}}',
        negative_prompt: '{{negativePrompt}}',
        seed: '{{seed}}',
        width: '{{width}}',
        height: '{{height}}',
        steps: '{{steps}}',
        guidance: '{{guidance}}',
        sampler: '{{sampler}}',
        format: '{{format}}',
        ...(task !== 'generate' && { image: '{{image}}', strength: '{{strength}}', scale: '{{scale}}' }),
      },
    },
    picture: { form: 'base64', path: 'image' },
    job: null,
    reported: { inferenceMsPath: null, queueMsPath: null, costUsdPath: null, seedPath: null },
  }),
}

/** A graph of core nodes, as docs.comfy.org has them. What changes a picture redraws and enlarges it, so that every input has its place. */
function comfyWorkflow(task: Task): WorkflowContent {
  const drawing: ComfyGraph = {
    '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sd_xl_base_1.0.safetensors' } },
    '2': { class_type: 'CLIPTextEncode', inputs: { text: 'prompt', clip: ['1', 1] } },
    '3': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['1', 1] } },
    '5': {
      class_type: 'KSampler',
      inputs: {
        seed: 0,
        steps: 20,
        cfg: 7,
        sampler_name: 'euler',
        scheduler: 'normal',
        denoise: 1,
        model: ['10', 0],
        positive: ['2', 0],
        negative: ['3', 0],
        latent_image: ['4', 0],
      },
    },
    '10': {
      class_type: 'LoraLoaderModelOnly',
      inputs: { model: ['1', 0], lora_name: 'own.safetensors', strength_model: 1 },
    },
    '6': { class_type: 'VAEDecode', inputs: { samples: ['5', 0], vae: ['1', 2] } },
  }
  const bindings: ComfyWorkflow['bindings'] = {
    prompt: [{ nodeId: '2', input: 'text' }],
    negativePrompt: [{ nodeId: '3', input: 'text' }],
    seed: [{ nodeId: '5', input: 'seed' }],
    steps: [{ nodeId: '5', input: 'steps' }],
    guidance: [{ nodeId: '5', input: 'cfg' }],
    sampler: [{ nodeId: '5', input: 'sampler_name' }],
    checkpoint: [{ nodeId: '1', input: 'ckpt_name' }],
    loras: [{ nodeId: '10', input: 'lora_name' }],
  }
  if (task === 'generate') {
    const empty = { '4': { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 512, batch_size: 1 } } }
    const size = { width: [{ nodeId: '4', input: 'width' }], height: [{ nodeId: '4', input: 'height' }] }
    return {
      kind: 'comfyui',
      graph: { ...drawing, ...empty, ...save('6') },
      bindings: { ...bindings, ...size },
      outputNodeId: '7',
    }
  }
  const change: ComfyGraph = {
    '4': { class_type: 'VAEEncode', inputs: { pixels: ['8', 0], vae: ['1', 2] } },
    '8': { class_type: 'LoadImage', inputs: { image: 'input.png' } },
    '9': { class_type: 'ImageScaleBy', inputs: { image: ['6', 0], upscale_method: 'lanczos', scale_by: 2 } },
  }
  return {
    kind: 'comfyui',
    graph: { ...drawing, ...change, ...save('9') },
    bindings: {
      ...bindings,
      strength: [{ nodeId: '5', input: 'denoise' }],
      image: [{ nodeId: '8', input: 'image' }],
      scale: [{ nodeId: '9', input: 'scale_by' }],
    },
    outputNodeId: '7',
  }
}

/** The node that keeps what another drew. */
function save(from: string): ComfyGraph {
  return { '7': { class_type: 'SaveImage', inputs: { images: [from, 0], filename_prefix: 'sample' } } }
}
