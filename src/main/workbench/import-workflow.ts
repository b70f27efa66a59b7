import { findBindings } from '#main/providers/kit/comfy/find-bindings.ts'
import { readGraph } from '#main/providers/kit/comfy/read-graph.ts'
import type { ImportedWorkflow } from '#shared/contract/workflow.ts'
import { AssayError } from '#shared/errors.ts'
import type { WorkbenchContext } from './context.ts'

/**
 * Keeps a graph in ComfyUI's API format with what was found in it. What could not be found is no error: it can be bound by hand,
 * and a plan says what a model still needs.
 * @throws AssayError BAD_USAGE where it is no such graph, e.g. the editor's own format
 */
export function importWorkflow(
  { name, graph }: { name: string; graph: unknown },
  { ports, store }: Pick<WorkbenchContext, 'ports' | 'store'>,
): ImportedWorkflow {
  const read = readGraph(graph)
  if (!read.ok) throw new AssayError('BAD_USAGE', `“${name}” can't be imported. ${read.problem}`)
  const { bindings, outputNodeId, reasons, notes } = findBindings(read.graph)
  const workflow = {
    id: ports.ids.next('workflow'),
    name,
    createdAt: ports.clock.now().toISOString(),
    content: { kind: 'comfyui' as const, graph: read.graph, bindings, outputNodeId },
  }
  store.workflows.put(workflow)
  return { workflow, reasons, notes }
}
