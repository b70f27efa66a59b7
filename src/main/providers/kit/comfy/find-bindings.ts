import type { ComfyGraph, ComfyWorkflow, GraphPlace, WorkflowInput } from '#shared/domain/workflow.ts'
import { findCheckpoint, findGuidance, findPrompts, type Found } from './find-conditioning.ts'
import { findLoras } from './find-loras.ts'
import { findOutputs } from './find-outputs.ts'
import { findPictures, findScale } from './find-pictures.ts'
import { findSamplers } from './find-samplers.ts'
import { findSampling, findSize } from './find-sampling.ts'
import { upstreamOf } from './graph-links.ts'

export interface FoundBindings {
  bindings: ComfyWorkflow['bindings']
  outputNodeId: string | null
  /** Why each place was taken, in a sentence, so that people can put it right. */
  reasons: { input: WorkflowInput; place: GraphPlace; reason: string }[]
  /** What was left open, and why. */
  notes: string[]
}

/**
 * Finds what Assay can set in a graph, by walking its links backwards from what it saves: output → sampler → conditioning,
 * latent, loaders. Nothing is taken by the name of a custom class alone. What is ambiguous is left open with a note, or taken
 * with a reason that says so: a person can bind anew.
 */
export function findBindings(graph: ComfyGraph): FoundBindings {
  const outputs = findOutputs(graph)
  const used = new Set(outputs.nodeIds.flatMap((nodeId) => upstreamOf(graph, nodeId)))
  // Without a known output every node may count: a custom node may be what saves.
  const reached = outputs.nodeIds.length === 0 ? new Set(Object.keys(graph)) : used
  const samplers = findSamplers(graph, reached)
  const found: Found[] = [
    findPrompts(graph, samplers),
    findSampling(graph, samplers),
    findSize(graph, samplers),
    findGuidance(graph, samplers),
    findCheckpoint(graph, samplers),
    findLoras(graph, samplers),
    findPictures(graph, reached),
    findScale(graph, reached),
  ]
  const bindings: ComfyWorkflow['bindings'] = {}
  const reasons: FoundBindings['reasons'] = []
  for (const { input, place, reason } of found.flatMap(({ places }) => places)) {
    const places = bindings[input] ?? []
    if (places.some(({ nodeId, input: name }) => nodeId === place.nodeId && name === place.input)) continue
    bindings[input] = [...places, place]
    reasons.push({ input, place, reason })
  }
  const notes = [...outputs.notes, ...found.flatMap((each) => each.notes)]
  if (samplers.length === 0 && bindings.image === undefined) {
    notes.push('No sampler and no loaded picture leads to an output: bind the inputs by hand.')
  }
  return { bindings, outputNodeId: outputs.chosen, reasons, notes }
}
