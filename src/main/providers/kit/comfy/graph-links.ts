import type { ComfyGraph, ComfyNode, GraphPlace } from '#shared/domain/workflow.ts'

/** Where the value of an input comes from: an output of another node, counted from 0. */
export interface GraphLink {
  nodeId: string
  output: number
}

/** The link in an input's value; null where the value stands for itself. Source: the API format, `[node id, output index]`. */
export function linkOf(value: unknown): GraphLink | null {
  if (!Array.isArray(value) || value.length !== 2) return null
  const [nodeId, output] = value as readonly unknown[]
  // Some exporters write the id as a number; ComfyUI itself looks it up as text.
  const id = typeof nodeId === 'number' ? String(nodeId) : nodeId
  return typeof id === 'string' && typeof output === 'number' && Number.isInteger(output) && output >= 0
    ? { nodeId: id, output }
    : null
}

/** A node of a graph by its id; null where there is none (`toString` is none, either). */
export function nodeOf(graph: ComfyGraph, nodeId: string): ComfyNode | null {
  return Object.hasOwn(graph, nodeId) ? (graph[nodeId] ?? null) : null
}

/** What stands at a place; undefined where the node or the input is missing. */
export function valueAt(graph: ComfyGraph, { nodeId, input }: GraphPlace): unknown {
  const node = nodeOf(graph, nodeId)
  return node !== null && Object.hasOwn(node.inputs, input) ? node.inputs[input] : undefined
}

/** The linked inputs of a node, in the order in which they stand. */
export function linksOf(node: ComfyNode): { input: string; link: GraphLink }[] {
  return Object.entries(node.inputs).flatMap(([input, value]) => {
    const link = linkOf(value)
    return link === null ? [] : [{ input, link }]
  })
}

/** The nodes that a node is computed from, itself first, each once, nearest first. Links into the void are left out. */
export function upstreamOf(graph: ComfyGraph, nodeId: string): string[] {
  const seen = new Set<string>()
  const waiting = [nodeId]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const node = nodeOf(graph, next)
    if (node === null || seen.has(next)) continue
    seen.add(next)
    waiting.push(...linksOf(node).map(({ link }) => link.nodeId))
  }
  return [...seen]
}

/** What people call a node: the title that they gave it, else its class. Cut to 60 characters. */
export function titleOf(node: ComfyNode): string {
  const { _meta: meta } = node
  const title = typeof meta === 'object' && meta !== null && 'title' in meta ? meta.title : null
  return (typeof title === 'string' && title.trim() !== '' ? title.trim() : node.class_type).slice(0, 60)
}
