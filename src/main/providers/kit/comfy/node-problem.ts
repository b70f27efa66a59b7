import type { NodeProblem, NodeProblemKind } from '#shared/domain/node-problem.ts'
import type { ComfyGraph } from '#shared/domain/workflow.ts'
import { nodeOf, titleOf } from './graph-links.ts'

/** A problem of one node, with the node named as people know it: `Node 4 (Load Checkpoint): …`. */
export function nodeProblem(
  graph: ComfyGraph,
  nodeId: string,
  kind: NodeProblemKind,
  input: string | null,
  sentence: string,
): NodeProblem {
  const node = nodeOf(graph, nodeId)
  const title = node === null ? null : titleOf(node)
  const name = title === null ? `Node ${nodeId}` : `Node ${nodeId} (${title})`
  return { nodeId, title, className: node?.class_type ?? null, input, kind, message: `${name}: ${sentence}` }
}

/** The first sentences, and how many more there are. */
export function summariseProblems(problems: readonly NodeProblem[], most = 3): string {
  const shown = problems.slice(0, most).map(({ message }) => message)
  const left = problems.length - shown.length
  return [...shown, ...(left > 0 ? [`${left} more in the same way.`] : [])].join(' ')
}
