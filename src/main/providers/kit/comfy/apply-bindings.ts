import type { ComfyGraph, ComfyWorkflow, WorkflowInput } from '#shared/domain/workflow.ts'
import { nodeOf } from './graph-links.ts'
import { upscaleFactor } from './upscale-factor.ts'

/** What to set, in canonical names and units. An absent input keeps what the graph holds; so does null. */
export type BindingValues = Readonly<Partial<Record<WorkflowInput, string | number | null>>>

/**
 * The graph with the values put in at their places. The workflow itself stays as it is; nodes that are not touched are shared
 * with it. A value without a binding is not used: what is sent is fitted beforehand (see `limitToBound`).
 * `scale` is of the whole: behind a model that enlarges by 4, a scale of 2 is written as 0.5.
 * @throws Error where a binding leads nowhere: workflows are checked before (`checkComfyWorkflow`)
 */
export function applyBindings({ graph, bindings }: ComfyWorkflow, values: BindingValues): ComfyGraph {
  const changed: ComfyGraph = { ...graph }
  for (const [name, places] of Object.entries(bindings)) {
    const value = values[name as WorkflowInput]
    if (value === undefined || value === null) continue
    for (const { nodeId, input } of places) {
      const node = nodeOf(changed, nodeId)
      if (node === null) throw new Error(`The binding of ${name} leads to node ${nodeId}, which the workflow lacks.`)
      const put = name === 'scale' ? ownScale(graph, nodeId, Number(value)) : value
      changed[nodeId] = { ...node, inputs: { ...node.inputs, [input]: put } }
    }
  }
  return changed
}

function ownScale(graph: ComfyGraph, nodeId: string, scale: number): number {
  const factor = upscaleFactor(graph, nodeId)
  if (factor === null) throw new Error(`How much is enlarged before node ${nodeId} is not known, so no scale fits it.`)
  return scale / factor
}
