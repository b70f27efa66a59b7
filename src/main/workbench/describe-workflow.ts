import { findBindings } from '#main/providers/kit/comfy/find-bindings.ts'
import { isOutput } from '#main/providers/kit/comfy/find-outputs.ts'
import { titleOf } from '#main/providers/kit/comfy/graph-links.ts'
import type { WorkflowDetail, WorkflowSummary } from '#shared/contract/workflow.ts'
import { WorkflowInput, type ComfyGraph, type StoredWorkflow } from '#shared/domain/workflow.ts'

const LONGEST_VALUE = 120

export function summariseWorkflow({ id, name, createdAt, content }: StoredWorkflow): WorkflowSummary {
  const bound =
    content.kind === 'comfyui'
      ? Object.keys(content.bindings)
      : content.kind === 'deployed'
        ? Object.keys(content.inputs)
        : []
  return {
    id,
    name,
    kind: content.kind,
    createdAt,
    bound: WorkflowInput.options.filter((input) => bound.includes(input)),
    nodeCount: content.kind === 'comfyui' ? Object.keys(content.graph).length : null,
  }
}

/**
 * The workflow with every place that could be bound, which is what a person chooses from, and with what is found in it. The
 * finding reads nothing but the graph, which never changes, so that it need not be kept: it says the same as at the import.
 */
export function describeWorkflow(workflow: StoredWorkflow): WorkflowDetail {
  if (workflow.content.kind !== 'comfyui') return { workflow, reasons: [], notes: [], places: [], outputs: [] }
  const { graph } = workflow.content
  const outputs = Object.entries(graph).flatMap(([nodeId, node]) =>
    isOutput(node) ? [{ nodeId, title: titleOf(node), className: node.class_type }] : [],
  )
  const { reasons, notes } = findBindings(graph)
  return { workflow, reasons, notes, places: placesOf(graph), outputs }
}

function placesOf(graph: ComfyGraph): WorkflowDetail['places'] {
  return Object.entries(graph).flatMap(([nodeId, node]) =>
    Object.entries(node.inputs).flatMap(([input, value]) => {
      if (typeof value !== 'string' && typeof value !== 'number') return []
      return [
        {
          place: { nodeId, input },
          title: titleOf(node),
          className: node.class_type,
          kind: typeof value === 'string' ? ('text' as const) : ('number' as const),
          value: String(value).slice(0, LONGEST_VALUE),
        },
      ]
    }),
  )
}
