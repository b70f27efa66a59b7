import type { ComfyGraph, GraphPlace, WorkflowInput } from '#shared/domain/workflow.ts'
import { settablePlace, type Sampler } from './find-samplers.ts'
import { linkOf, linksOf, nodeOf, valueAt, type GraphLink } from './graph-links.ts'

export interface FoundPlace {
  input: WorkflowInput
  place: GraphPlace
  reason: string
}

/** What a rule found, and what it had to leave open. */
export interface Found {
  places: FoundPlace[]
  notes: string[]
}

/** Names of the texts of a node that encodes a prompt, in core nodes: CLIPTextEncode and its SDXL, SD3, Flux and edit kin. */
const TEXT_INPUTS = ['text', 'text_g', 'text_l', 'clip_g', 'clip_l', 't5xxl', 'prompt']

/** Links of a conditioning node that are no conditioning. */
const OTHER_LINKS = /clip|vae|model|image|pixels|latent|samples|control_net|mask/

/** Prompt and negative prompt: the texts that the conditioning of the samplers is encoded from. */
export function findPrompts(graph: ComfyGraph, samplers: readonly Sampler[]): Found {
  const places: FoundPlace[] = []
  const notes: string[] = []
  for (const sampler of samplers) {
    const positive = encodersOf(graph, sampler.positive)
    const negative = encodersOf(graph, sampler.negative).filter((nodeId) => !positive.includes(nodeId))
    takeTexts(graph, 'prompt', positive, `the positive side of sampler ${sampler.nodeId}`, places, notes)
    takeTexts(graph, 'negativePrompt', negative, `the negative side of sampler ${sampler.nodeId}`, places, notes)
  }
  if (samplers.length > 0 && places.every(({ input }) => input !== 'prompt')) {
    notes.push('No text that leads to a sampler was found: bind the prompt by hand.')
  }
  // A refiner repeats the note of the sampler before it.
  return { places, notes: [...new Set(notes)] }
}

/**
 * Guidance: that of FluxGuidance (or an encoder with a guidance of its own) where the prompt passes one, because then the
 * sampler's cfg is 1 and means nothing; else the cfg of the sampler that draws first, or of its guider.
 */
export function findGuidance(graph: ComfyGraph, samplers: readonly Sampler[]): Found {
  const [first] = samplers
  if (first === undefined) return { places: [], notes: [] }
  for (const nodeId of conditioningChain(graph, first.positive)) {
    const place = settablePlace(graph, { nodeId, input: 'guidance' }, 'number')
    if (place === null) continue
    const reason = `guidance of ${classOf(graph, nodeId)} (node ${nodeId}), which the prompt passes`
    return { places: [{ input: 'guidance', place, reason }], notes: [] }
  }
  for (const nodeId of first.parts) {
    const place = settablePlace(graph, { nodeId, input: 'cfg' }, 'number')
    if (place === null) continue
    const reason = `cfg of ${classOf(graph, nodeId)} (node ${nodeId})`
    return { places: [{ input: 'guidance', place, reason }], notes: [] }
  }
  return { places: [], notes: [] }
}

/** The weights that the first sampler draws with, found behind LoRAs and patches of the model. */
export function findCheckpoint(graph: ComfyGraph, samplers: readonly Sampler[]): Found {
  const seen = new Set<string>()
  for (let link = samplers[0]?.model ?? null; link !== null && !seen.has(link.nodeId);) {
    const { nodeId } = link
    seen.add(nodeId)
    for (const name of ['ckpt_name', 'unet_name', 'model_name']) {
      const place = settablePlace(graph, { nodeId, input: name }, 'string')
      if (place === null) continue
      const reason = `${name} of ${classOf(graph, nodeId)} (node ${nodeId}), whose model the sampler draws with`
      return { places: [{ input: 'checkpoint', place, reason }], notes: [] }
    }
    link = linkOf(valueAt(graph, { nodeId, input: 'model' }))
  }
  return { places: [], notes: [] }
}

function takeTexts(
  graph: ComfyGraph,
  input: 'prompt' | 'negativePrompt',
  encoders: readonly string[],
  side: string,
  places: FoundPlace[],
  notes: string[],
): void {
  const [nodeId, ...others] = encoders
  if (nodeId === undefined) return
  if (others.length > 0) {
    notes.push(`${side} is encoded by nodes ${encoders.join(', ')}: ${nodeId} is taken, the others keep their texts.`)
  }
  for (const name of TEXT_INPUTS) {
    const place = settablePlace(graph, { nodeId, input: name }, 'string')
    if (place === null) continue
    places.push({ input, place, reason: `${name} of ${classOf(graph, nodeId)} (node ${nodeId}), ${side}` })
  }
}

/** Nodes with a text that a conditioning is made from, nearest first. */
function encodersOf(graph: ComfyGraph, from: GraphLink | null): string[] {
  return conditioningChain(graph, from).filter((nodeId) =>
    TEXT_INPUTS.some((input) => settablePlace(graph, { nodeId, input }, 'string') !== null),
  )
}

/**
 * The nodes that a conditioning passes, nearest first. A node with a positive and a negative side (ControlNetApplyAdvanced)
 * passes them on as its first and second output. What is zeroed out no longer depends on its text.
 */
function conditioningChain(graph: ComfyGraph, from: GraphLink | null): string[] {
  const chain: string[] = []
  const waiting: GraphLink[] = from === null ? [] : [from]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const node = nodeOf(graph, next.nodeId)
    if (node === null || chain.includes(next.nodeId)) continue
    chain.push(next.nodeId)
    if (node.class_type === 'ConditioningZeroOut') continue
    const positive = linkOf(node.inputs['positive'])
    const negative = linkOf(node.inputs['negative'])
    if (positive !== null && negative !== null) {
      waiting.push(next.output === 1 ? negative : positive)
      continue
    }
    waiting.push(...linksOf(node).flatMap(({ input, link }) => (OTHER_LINKS.test(input) ? [] : [link])))
  }
  return chain
}

function classOf(graph: ComfyGraph, nodeId: string): string {
  return nodeOf(graph, nodeId)?.class_type ?? 'node'
}
