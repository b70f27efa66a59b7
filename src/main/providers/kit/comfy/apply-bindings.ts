import type { ComfyGraph, ComfyNode, ComfyWorkflow, GraphPlace } from '#shared/domain/workflow.ts'
import type { BindingValues } from './binding-values.ts'
import { nodeOf } from './graph-links.ts'
import { putLoras } from './put-loras.ts'
import { upscaleFactor } from './upscale-factor.ts'

/**
 * The graph with the values put in at their places. The workflow itself stays as it is; nodes that are not touched are shared
 * with it. A value without a binding is not used: what is sent is fitted beforehand (see `limitToBound`).
 * `scale` is of the whole: behind a model that enlarges by 4, a scale of 2 is written as 0.5.
 * @throws Error where a binding leads nowhere: workflows are checked before (`checkComfyWorkflow`)
 */
export function applyBindings({ graph, bindings }: ComfyWorkflow, values: BindingValues): ComfyGraph {
  const { loras = null, ...single } = values
  const { loras: loaders = [], ...places } = bindings
  const changed: ComfyGraph = { ...graph }
  for (const [name, at] of Object.entries(places)) {
    const value = single[name as keyof typeof single]
    if (value === undefined || value === null) continue
    for (const place of at) {
      const put = name === 'scale' ? ownScale(graph, place.nodeId, Number(value)) : value
      changed[place.nodeId] = withInputs(boundNode(changed, name, place), { [place.input]: put })
    }
  }
  if (loras !== null) {
    for (const [index, place] of loaders.entries()) {
      const node = boundNode(changed, 'loras', place)
      changed[place.nodeId] = withInputs(node, putLoras(node, loras[index] ?? null))
    }
  }
  return changed
}

function boundNode(graph: ComfyGraph, name: string, { nodeId }: GraphPlace): ComfyNode {
  const node = nodeOf(graph, nodeId)
  if (node === null) throw new Error(`The binding of ${name} leads to node ${nodeId}, which the workflow lacks.`)
  return node
}

function withInputs(node: ComfyNode, inputs: Readonly<Record<string, string | number>>): ComfyNode {
  return { ...node, inputs: { ...node.inputs, ...inputs } }
}

function ownScale(graph: ComfyGraph, nodeId: string, scale: number): number {
  const factor = upscaleFactor(graph, nodeId)
  if (factor === null) throw new Error(`How much is enlarged before node ${nodeId} is not known, so no scale fits it.`)
  return scale / factor
}
