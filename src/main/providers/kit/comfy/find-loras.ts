import type { ComfyGraph, ComfyNode } from '#shared/domain/workflow.ts'
import type { Found } from './find-conditioning.ts'
import type { Sampler } from './find-samplers.ts'
import { linkOf, nodeOf, titleOf } from './graph-links.ts'

/**
 * The LoRA loaders that the model of the first sampler passes, in the order in which they change it. A loader is known by its
 * inputs, as LoraLoader and LoraLoaderModelOnly have them, and not by its class: custom loaders of one LoRA keep these names.
 */
export function findLoras(graph: ComfyGraph, samplers: readonly Sampler[]): Found {
  const chain: string[] = []
  for (let link = samplers[0]?.model ?? null; link !== null && !chain.includes(link.nodeId);) {
    const node = nodeOf(graph, link.nodeId)
    if (node === null) break
    chain.push(link.nodeId)
    link = linkOf(node.inputs['model'])
  }
  const named = chain.toReversed().flatMap((nodeId) => {
    const node = nodeOf(graph, nodeId)
    return node === null ? [] : [{ nodeId, node }]
  })
  const loaders = named.filter(({ node }) => isLoraLoader(node))
  const others = named.filter(({ node }) => !isLoraLoader(node) && /lora/i.test(node.class_type))
  return {
    places: loaders.map(({ nodeId, node }, index) => ({
      input: 'loras',
      place: { nodeId, input: 'lora_name' },
      reason: `lora_name of ${node.class_type} (node ${nodeId}), ${count(index, loaders.length)}`,
    })),
    notes: others.map(
      ({ nodeId, node }) => `Node ${nodeId} (${titleOf(node)}) loads LoRAs in a way of its own: it keeps those it has.`,
    ),
  }
}

/** Whether a node loads one LoRA by name, with a strength that can be set. */
export function isLoraLoader({ inputs }: ComfyNode): boolean {
  return Object.hasOwn(inputs, 'lora_name') && Object.hasOwn(inputs, 'strength_model')
}

function count(index: number, of: number): string {
  if (of === 1) return 'the LoRA that the model passes'
  const place = `${index + 1} of ${of} that the model passes`
  return index + 1 < of ? place : `${place}; a loader that is given none is switched off`
}
