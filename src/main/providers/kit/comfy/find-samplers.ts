import type { ComfyGraph, GraphPlace } from '#shared/domain/workflow.ts'
import { linkOf, linksOf, nodeOf, upstreamOf, valueAt, type GraphLink } from './graph-links.ts'

/** A node that draws, with its parts: KSampler and its like hold all of them, SamplerCustomAdvanced links to them. */
export interface Sampler {
  nodeId: string
  /** Where the conditioning comes from; null where it has none (a guider with a single conditioning has no negative). */
  positive: GraphLink | null
  negative: GraphLink | null
  latent: GraphLink | null
  model: GraphLink | null
  /** Nodes that belong to it, itself first: guider, noise, sampler and sigmas are nodes of their own in newer graphs. */
  parts: string[]
}

const PART_INPUTS = ['guider', 'noise', 'sampler', 'sigmas']

/**
 * The samplers among some nodes, the one that draws first before the one that refines its result. A sampler is known by what it
 * is linked to (`positive` or `guider`) and by having a seed or noise, not by its class: custom samplers keep these names.
 */
export function findSamplers(graph: ComfyGraph, among: ReadonlySet<string>): Sampler[] {
  const samplers = [...among].flatMap((nodeId) => {
    const inputs = nodeOf(graph, nodeId)?.inputs ?? {}
    const conditioned = linkOf(inputs['positive']) !== null || linkOf(inputs['guider']) !== null
    const seeded = ['seed', 'noise_seed', 'noise'].some((name) => Object.hasOwn(inputs, name))
    return conditioned && seeded ? [samplerAt(graph, nodeId)] : []
  })
  const depth = ({ nodeId }: Sampler): number => upstreamOf(graph, nodeId).length
  return samplers.toSorted((one, other) => depth(one) - depth(other))
}

function samplerAt(graph: ComfyGraph, nodeId: string): Sampler {
  const parts = partsOf(graph, nodeId)
  const first = (...names: string[]): GraphLink | null => {
    for (const input of names) {
      for (const part of parts) {
        const link = linkOf(valueAt(graph, { nodeId: part, input }))
        if (link !== null) return link
      }
    }
    return null
  }
  return {
    nodeId,
    parts,
    positive: first('positive', 'conditioning', 'cond1'),
    negative: first('negative'),
    latent: first('latent_image', 'latent', 'samples'),
    model: first('model'),
  }
}

/** Sigmas may be split or shifted on their way, so parts have parts. */
function partsOf(graph: ComfyGraph, nodeId: string): string[] {
  const parts: string[] = []
  const waiting = [nodeId]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const node = nodeOf(graph, next)
    if (node === null || parts.includes(next)) continue
    parts.push(next)
    waiting.push(...linksOf(node).flatMap(({ input, link }) => (PART_INPUTS.includes(input) ? [link.nodeId] : [])))
  }
  return parts
}

/** Inputs by which a node that only holds a value names it. */
const HELD_VALUES = [
  'value',
  'seed',
  'noise_seed',
  'int',
  'float',
  'number',
  'text',
  'string',
  'prompt',
  'Number',
  'Text',
]

/**
 * Where a value is really set: the place itself, or (where that is linked to a node that only holds a value, such as a
 * PrimitiveInt) the place in that node.
 * @returns null where there is no such input, or where it is computed
 */
export function settablePlace(graph: ComfyGraph, place: GraphPlace, kind: 'number' | 'string'): GraphPlace | null {
  let current = place
  for (let hops = 0; hops < 8; hops += 1) {
    const value = valueAt(graph, current)
    // A type of JavaScript by name, so that a number in quotes is no number.
    if (typeof value === kind) return current
    const link = linkOf(value)
    const node = link === null ? null : nodeOf(graph, link.nodeId)
    if (link === null || node === null) return null
    const held = [current.input, ...HELD_VALUES].filter((name) => Object.hasOwn(node.inputs, name))
    const [input] = held
    if (input === undefined || held.length > 1) return null
    current = { nodeId: link.nodeId, input }
  }
  return null
}
