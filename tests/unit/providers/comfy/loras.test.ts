import { describe, expect, it } from 'vitest'
import { comfyCloud } from '#main/providers/comfy-cloud/index.ts'
import { comfyui } from '#main/providers/comfyui/index.ts'
import { checkComfyWorkflow } from '#main/providers/kit/comfy/check-comfy-workflow.ts'
import { findBindings } from '#main/providers/kit/comfy/find-bindings.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { runpod } from '#main/providers/runpod/index.ts'
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }
import type { Lora } from '#shared/domain/generation.ts'
import type { ComfyGraph, ComfyNode, ComfyWorkflow } from '#shared/domain/workflow.ts'

const node = (className: string, inputs: ComfyNode['inputs']): ComfyNode => ({ class_type: className, inputs })

/** Checkpoint → style (model and texts) → turbo (model alone) → sampler. */
const graph: ComfyGraph = {
  ...sdxl.graph,
  '3': node('KSampler', { ...sdxl.graph['3'].inputs, model: ['turbo', 0] }),
  turbo: node('LoraLoaderModelOnly', { model: ['style', 0], lora_name: 'turbo.safetensors', strength_model: 0.6 }),
  style: node('LoraLoader', {
    model: ['4', 0],
    clip: ['4', 1],
    lora_name: 'style.safetensors',
    strength_model: 0.8,
    strength_clip: 0.5,
  }),
  // It leads nowhere that is drawn.
  unused: node('LoraLoader', { model: ['4', 0], clip: ['4', 1], lora_name: 'x', strength_model: 1, strength_clip: 1 }),
}

function workflowOf(changed: ComfyGraph = graph): ComfyWorkflow {
  const { bindings, outputNodeId } = findBindings(changed)
  return { kind: 'comfyui', graph: changed, bindings, outputNodeId }
}

const RUNNERS = [
  { id: 'comfyui', adapter: comfyui, modelId: 'workflow' },
  { id: 'comfy-cloud', adapter: comfyCloud, modelId: 'workflow' },
  { id: 'runpod', adapter: runpod, modelId: 'ourendpoint/comfyui' },
] as const

interface Asked {
  loras?: Lora[]
  workflow?: ComfyWorkflow
}

function built({ adapter, modelId }: { adapter: ProviderAdapter; modelId: string }, asked: Asked) {
  const { loras, workflow = workflowOf() } = asked
  const { request, warnings } = adapter.buildSubmit({
    modelId,
    prompt: 'a fox',
    seed: 1,
    parameters: { width: 1024, height: 1024, ...(loras !== undefined && { loras }) },
    workflow,
    picture: null,
    uploaded: null,
    clientId: null,
  })
  const body = request.body as { prompt?: ComfyGraph; workflow?: ComfyGraph; input?: { workflow: ComfyGraph } }
  const sent = body.prompt ?? body.workflow ?? body.input?.workflow ?? {}
  const inputs = (nodeId: string): unknown[] => {
    const { lora_name: name, strength_model: model, strength_clip: clip } = sent[nodeId]?.inputs ?? {}
    return [name, model, clip]
  }
  return { style: inputs('style'), turbo: inputs('turbo'), warnings: warnings.filter((w) => w.parameter === 'loras') }
}

describe('the LoRA loaders of a graph', () => {
  it('are not found, found where nothing is drawn with them, or in another order than they change the model', () => {
    const { bindings, reasons, notes } = findBindings(graph)
    expect(bindings.loras).toEqual([
      { nodeId: 'style', input: 'lora_name' },
      { nodeId: 'turbo', input: 'lora_name' },
    ])
    expect(bindings.checkpoint).toEqual([{ nodeId: '4', input: 'ckpt_name' }])
    expect(reasons.filter(({ input }) => input === 'loras').map(({ reason }) => reason)).toEqual([
      'lora_name of LoraLoader (node style), 1 of 2 that the model passes',
      expect.stringMatching(/^lora_name of LoraLoaderModelOnly \(node turbo\), 2 of 2 .* is switched off$/),
    ])
    expect(notes).toEqual([])
  })

  it('hide a loader of another make, which keeps its LoRAs without a word', () => {
    const stack = node('Power Lora Loader (rgthree)', { model: ['style', 0], clip: ['style', 1], lora_1: { on: true } })
    const { bindings, notes } = findBindings({
      ...graph,
      stack,
      turbo: { ...graph['turbo']!, inputs: { ...graph['turbo']!.inputs, model: ['stack', 0] } },
    })
    expect(bindings.loras?.map(({ nodeId }) => nodeId)).toEqual(['style', 'turbo'])
    expect(notes).toEqual([expect.stringContaining('Node stack (Power Lora Loader (rgthree)) loads LoRAs in a way')])
  })

  it('can be bound to a place that takes no LoRA', () => {
    const model = { name: 'Workflow', task: 'generate' as const }
    const bound = (input: string, nodeId: string): ComfyWorkflow => {
      const workflow = workflowOf()
      return { ...workflow, bindings: { ...workflow.bindings, loras: [{ nodeId, input }] } }
    }
    expect(checkComfyWorkflow(workflowOf(), model)).toEqual([])
    expect(checkComfyWorkflow(bound('text', '6'), model)).toMatchObject([{ path: 'bindings.loras[0]' }])
    expect(checkComfyWorkflow(bound('lora_name', '6'), model)).toMatchObject([{ path: 'bindings.loras[0]' }])
  })
})

describe.each(RUNNERS)('a contender’s LoRAs at $id', (runner) => {
  const detail = { path: 'detail.safetensors', scale: 0.7 }
  const ink = { path: 'ink.safetensors', scale: -0.25 }
  const more = { path: 'more.safetensors', scale: 1 }

  it('do not reach their loader, name and both strengths', () => {
    expect(built(runner, { loras: [detail, ink] })).toEqual({
      style: ['detail.safetensors', 0.7, 0.7],
      turbo: ['ink.safetensors', -0.25, undefined],
      warnings: [],
    })
  })

  it('are drawn beside one of the graph’s own that nobody asked for', () => {
    expect(built(runner, { loras: [detail] })).toEqual({
      style: ['detail.safetensors', 0.7, 0.7],
      turbo: ['turbo.safetensors', 0, undefined],
      warnings: [],
    })
    expect(built(runner, { loras: [] })).toMatchObject({
      style: ['style.safetensors', 0, 0],
      turbo: ['turbo.safetensors', 0, undefined],
    })
  })

  it('change a graph of which nothing was asked in that way', () => {
    expect(built(runner, {})).toEqual({
      style: ['style.safetensors', 0.8, 0.5],
      turbo: ['turbo.safetensors', 0.6, undefined],
      warnings: [],
    })
  })

  it('are lost without a warning where there is no loader for one, or for any', () => {
    expect(built(runner, { loras: [detail, ink, more] }).warnings).toEqual([
      expect.objectContaining({ action: 'dropped', asked: 'more.safetensors', sent: null }),
    ])
    expect(built(runner, { loras: [detail], workflow: workflowOf(sdxl.graph) }).warnings).toEqual([
      expect.objectContaining({ action: 'dropped', asked: 'detail.safetensors', sent: null }),
    ])
  })
})
