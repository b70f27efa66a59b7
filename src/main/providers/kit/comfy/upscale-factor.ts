import type { ComfyGraph } from '#shared/domain/workflow.ts'
import { linkOf, nodeOf, valueAt } from './graph-links.ts'

/** Inputs that carry the picture from node to node, in core nodes and in the usual packs. */
const PICTURE_INPUTS = ['image', 'images', 'pixels', 'foreground', 'samples']

/**
 * By how much the sides of the picture have grown before it reaches a node: the product of the models and scales on its way.
 * A model's factor is read from its file name (`RealESRGAN_x4plus.pth`, `4x-UltraSharp.pth`, `2xNomos…`), because neither the
 * graph nor the server says it.
 * @returns null where one of them can't be told
 */
export function upscaleFactor(graph: ComfyGraph, nodeId: string): number | null {
  let factor = 1
  const seen = new Set([nodeId])
  for (let before = pictureBefore(graph, nodeId); before !== null; before = pictureBefore(graph, before)) {
    if (seen.has(before)) return null
    seen.add(before)
    const own = ownFactor(graph, before)
    if (own === null) return null
    factor *= own
  }
  return factor
}

function pictureBefore(graph: ComfyGraph, nodeId: string): string | null {
  for (const input of PICTURE_INPUTS) {
    const link = linkOf(valueAt(graph, { nodeId, input }))
    if (link !== null && nodeOf(graph, link.nodeId) !== null) return link.nodeId
  }
  return null
}

function ownFactor(graph: ComfyGraph, nodeId: string): number | null {
  const scale = valueAt(graph, { nodeId, input: 'scale_by' })
  if (scale !== undefined) return typeof scale === 'number' && scale > 0 ? scale : null
  const loader = linkOf(valueAt(graph, { nodeId, input: 'upscale_model' }))
  if (loader === null) return sizeIsSet(graph, nodeId) ? null : 1
  const name = valueAt(graph, { nodeId: loader.nodeId, input: 'model_name' })
  return typeof name === 'string' ? factorInName(name) : null
}

/** A node such as ImageScale makes whatever came as large as it says: then a factor means nothing. */
function sizeIsSet(graph: ComfyGraph, nodeId: string): boolean {
  return nodeOf(graph, nodeId)?.class_type.startsWith('ImageScale') === true
}

function factorInName(name: string): number | null {
  const match = /(?:^|[^0-9a-z])(?:x([1248])|([1248])x)(?![0-9])/i.exec(name)
  return match === null ? null : Number(match[1] ?? match[2])
}
