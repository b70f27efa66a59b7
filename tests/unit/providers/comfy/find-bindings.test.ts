import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyBindings } from '#main/providers/kit/comfy/apply-bindings.ts'
import { checkComfyWorkflow } from '#main/providers/kit/comfy/check-comfy-workflow.ts'
import { findBindings } from '#main/providers/kit/comfy/find-bindings.ts'
import { readGraph, readGraphText } from '#main/providers/kit/comfy/read-graph.ts'
import { ShippedWorkflow } from '#shared/contract/workflow.ts'
import type { ComfyGraph, ComfyNode } from '#shared/domain/workflow.ts'

const directory = join(import.meta.dirname, '../../../../resources/workflows')
const shipped = readdirSync(directory)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ShippedWorkflow.parse(JSON.parse(readFileSync(join(directory, file), 'utf8'))))

function graphOf(id: string): ComfyGraph {
  const found = shipped.find((workflow) => workflow.id === id)
  if (found === undefined) throw new Error(`No workflow ${id} ships.`)
  return found.graph
}

/** Bindings as `prompt: 6.text`, to be read at a glance. */
function found(graph: ComfyGraph): Record<string, string> {
  const { bindings } = findBindings(graph)
  return Object.fromEntries(
    Object.entries(bindings).map(([input, places]) => [
      input,
      places.map(({ nodeId, input: at }) => `${nodeId}.${at}`).join(' '),
    ]),
  )
}

const node = (className: string, inputs: ComfyNode['inputs']): ComfyNode => ({ class_type: className, inputs })

describe('the graphs that ship', () => {
  it.each(shipped.map((workflow) => ({ id: workflow.id, workflow })))(
    '$id: can be run for its task, every binding for a stated reason and nothing left open',
    ({ workflow: { graph, task } }) => {
      const { bindings, outputNodeId, reasons, notes } = findBindings(graph)
      expect(checkComfyWorkflow({ kind: 'comfyui', graph, bindings, outputNodeId }, { name: 'It', task })).toEqual([])
      expect(outputNodeId).not.toBeNull()
      expect(notes).toEqual([])
      expect(reasons.length).toBe(Object.values(bindings).flat().length)
      for (const { reason } of reasons) expect(reason).toMatch(/\(node \d+\)|sampler \d+/)
    },
  )

  it('mistakes the negative prompt for the prompt, the title for the wiring, or misses a parameter', () => {
    expect(found(graphOf('sdxl-text-to-image'))).toEqual({
      prompt: '6.text',
      negativePrompt: '7.text',
      seed: '3.seed',
      steps: '3.steps',
      sampler: '3.sampler_name',
      width: '5.width',
      height: '5.height',
      guidance: '3.cfg',
      checkpoint: '4.ckpt_name',
    })
  })

  it('sets the cfg of a Flux graph, which is 1 and means nothing, instead of its guidance', () => {
    expect(found(graphOf('flux-text-to-image'))).toMatchObject({ guidance: '11.guidance', checkpoint: '1.unet_name' })
  })

  it('binds denoise where a picture is drawn from nothing, or misses it where one is changed', () => {
    expect(found(graphOf('sdxl-text-to-image'))).not.toHaveProperty('strength')
    expect(found(graphOf('sdxl-image-to-image'))).toMatchObject({ strength: '3.denoise', image: '10.image' })
    expect(found(graphOf('sdxl-image-to-image'))).not.toHaveProperty('width')
  })

  it('writes a scale of 2 behind a model of 4 as 2, so that eight times the sides come', () => {
    const graph = graphOf('upscale')
    const { bindings, outputNodeId } = findBindings(graph)
    const changed = applyBindings({ kind: 'comfyui', graph, bindings, outputNodeId }, { scale: 2, image: 'own.png' })
    expect(changed['23']?.inputs['scale_by']).toBe(0.5)
    expect(changed['20']?.inputs['image']).toBe('own.png')
  })

  it('takes the picture of a step in the middle of a chain for its result', () => {
    expect(findBindings(graphOf('generate-upscale-remove-background')).outputNodeId).toBe('35')
    const saving = {
      ...graphOf('generate-upscale-remove-background'),
      '99': node('SaveImage', { images: ['8', 0], filename_prefix: 'x' }),
    }
    expect(findBindings(saving)).toMatchObject({ outputNodeId: '35', notes: [expect.stringContaining('35 is taken')] })
  })
})

describe('graphs of other shapes', () => {
  it('misses the parts of a sampler that are nodes of their own', () => {
    const graph: ComfyGraph = {
      noise: node('RandomNoise', { noise_seed: 7 }),
      guide: node('CFGGuider', { model: ['unet', 0], positive: ['yes', 0], negative: ['no', 0], cfg: 4 }),
      pick: node('KSamplerSelect', { sampler_name: 'euler' }),
      plan: node('BasicScheduler', { model: ['unet', 0], scheduler: 'simple', steps: 20, denoise: 1 }),
      split: node('SplitSigmas', { sigmas: ['plan', 0], step: 0 }),
      empty: node('EmptySD3LatentImage', { width: 512, height: 512, batch_size: 1 }),
      unet: node('UNETLoader', { unet_name: 'flux1-dev.safetensors', weight_dtype: 'default' }),
      yes: node('CLIPTextEncode', { text: 'a', clip: ['clip', 0] }),
      no: node('CLIPTextEncode', { text: 'b', clip: ['clip', 0] }),
      clip: node('CLIPLoader', { clip_name: 'x' }),
      draw: node('SamplerCustomAdvanced', {
        noise: ['noise', 0],
        guider: ['guide', 0],
        sampler: ['pick', 0],
        sigmas: ['split', 1],
        latent_image: ['empty', 0],
      }),
      decode: node('VAEDecode', { samples: ['draw', 0], vae: ['vae', 0] }),
      vae: node('VAELoader', { vae_name: 'ae' }),
      save: node('SaveImage', { images: ['decode', 0], filename_prefix: 'x' }),
    }
    expect(found(graph)).toEqual({
      prompt: 'yes.text',
      negativePrompt: 'no.text',
      seed: 'noise.noise_seed',
      steps: 'plan.steps',
      sampler: 'pick.sampler_name',
      width: 'empty.width',
      height: 'empty.height',
      guidance: 'guide.cfg',
      checkpoint: 'unet.unet_name',
    })
  })

  it('stops at a LoRA, a ControlNet, a zeroed prompt or a value in a node of its own', () => {
    const sdxl = graphOf('sdxl-text-to-image')
    const graph: ComfyGraph = {
      ...sdxl,
      '3': node('KSampler', {
        ...sdxl['3']?.inputs,
        model: ['lora', 0],
        positive: ['control', 0],
        negative: ['control', 1],
        seed: ['number', 0],
      }),
      lora: node('LoraLoader', {
        model: ['4', 0],
        clip: ['4', 1],
        lora_name: 'x',
        strength_model: 1,
        strength_clip: 1,
      }),
      control: node('ControlNetApplyAdvanced', {
        positive: ['6', 0],
        negative: ['zero', 0],
        image: ['pose', 0],
        strength: 1,
      }),
      zero: node('ConditioningZeroOut', { conditioning: ['6', 0] }),
      pose: node('LoadImage', { image: 'pose.png' }),
      number: node('PrimitiveInt', { value: 5 }),
    }
    expect(found(graph)).toMatchObject({ prompt: '6.text', seed: 'number.value', checkpoint: '4.ckpt_name' })
    expect(found(graph)).not.toHaveProperty('negativePrompt')
  })

  it('changes the steps that two samplers share, or gives the refiner another seed', () => {
    const sdxl = graphOf('sdxl-text-to-image')
    const shared = {
      ...sdxl['3']?.inputs,
      noise_seed: 42,
      steps: 25,
      start_at_step: 0,
      end_at_step: 20,
      add_noise: 'enable',
    }
    delete (shared as Record<string, unknown>)['seed']
    const graph: ComfyGraph = {
      ...sdxl,
      '3': node('KSamplerAdvanced', shared),
      '12': node('KSamplerAdvanced', { ...shared, latent_image: ['3', 0], start_at_step: 20, end_at_step: 25 }),
      '8': node('VAEDecode', { samples: ['12', 0], vae: ['4', 2] }),
    }
    expect(found(graph)).toMatchObject({ seed: '3.noise_seed 12.noise_seed', guidance: '3.cfg' })
    expect(found(graph)).not.toHaveProperty('steps')
    expect(findBindings(graph).notes.join(' ')).toContain('share the steps')
  })

  it('never fails on a graph, whatever is linked to whatever', () => {
    const id = fc.constantFrom('1', '2', '3', '4', '5')
    const value = fc.oneof(
      fc.tuple(id, fc.integer({ min: -1, max: 3 })),
      fc.string({ maxLength: 4 }),
      fc.double(),
      fc.constant(null),
    )
    const name = fc.constantFrom(
      'positive',
      'negative',
      'latent_image',
      'seed',
      'noise',
      'guider',
      'model',
      'text',
      'image',
      'images',
      'samples',
      'scale_by',
      'upscale_model',
      'model_name',
      'width',
      'height',
      'sigmas',
    )
    const className = fc.constantFrom(
      'KSampler',
      'SaveImage',
      'LoadImage',
      'CLIPTextEncode',
      'ImageScaleBy',
      'ImageUpscaleWithModel',
      'EmptyLatentImage',
      'Other',
    )
    const graphs = fc.dictionary(id, fc.record({ class_type: className, inputs: fc.dictionary(name, value) }), {
      minKeys: 1,
    })
    fc.assert(
      fc.property(graphs, (graph) => {
        const { bindings, outputNodeId } = findBindings(graph)
        const workflow = { kind: 'comfyui' as const, graph, bindings, outputNodeId }
        const before = JSON.stringify(graph)
        const values = { prompt: 'p', seed: 3, width: 64, height: 64, scale: 2, image: 'i', steps: 2, guidance: 1 }
        const changed = applyBindings(workflow, values)
        expect(JSON.stringify(graph)).toBe(before)
        expect(Object.keys(changed)).toEqual(Object.keys(graph))
        // Whatever was found is a place that exists and holds a value of its kind.
        expect(
          checkComfyWorkflow(workflow, { name: 'It', task: 'generate' }).filter(({ path }) => /\[/.test(path)),
        ).toEqual([])
        for (const places of Object.values(bindings)) {
          for (const place of places) expect(changed[place.nodeId]?.inputs).toHaveProperty([place.input])
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('reading a graph', () => {
  it('takes the editor’s format, an empty object or prose for a graph', () => {
    const editor = { last_node_id: 9, nodes: [{ id: 4, type: 'CheckpointLoaderSimple' }], links: [] }
    for (const json of [editor, { prompt: editor }, { workflow: editor }]) {
      expect(readGraph(json)).toMatchObject({
        ok: false,
        problem: expect.stringMatching(/editor’s own format.*Export \(API\)/),
      })
    }
    expect(readGraph({})).toMatchObject({ ok: false, problem: expect.stringContaining('no node') })
    expect(readGraph([])).toMatchObject({ ok: false })
    expect(readGraph({ '1': { inputs: {} } })).toMatchObject({ ok: false, problem: expect.stringContaining('“1”') })
    expect(readGraphText('nodes')).toMatchObject({ ok: false, problem: expect.stringContaining('not JSON') })
  })

  it('misses the graph inside the body of a call, or takes a node called prompt for one', () => {
    const graph = graphOf('sdxl-text-to-image')
    for (const json of [
      graph,
      { prompt: graph, client_id: 'x' },
      { workflow: graph },
      { input: { workflow: graph } },
    ]) {
      expect(readGraph(json)).toEqual({ ok: true, graph })
    }
    const named = { prompt: node('SaveImage', { images: ['8', 0] }) }
    expect(readGraph(named)).toEqual({ ok: true, graph: named })
  })
})
