import { z } from 'zod'

/** What can be wrong with a node, by ComfyUI's own names (`execution.py`, `validate_prompt` and `validate_inputs`). */
export const NodeProblemKind = z.enum([
  'missing_node_type',
  'prompt_no_outputs',
  'required_input_missing',
  'bad_linked_input',
  'return_type_mismatch',
  'invalid_input_type',
  'value_smaller_than_min',
  'value_bigger_than_max',
  'value_not_in_list',
  'custom_validation_failed',
  'exception_during_inner_validation',
  'exception_during_validation',
  'dependency_cycle',
  'invalid_dynamic_input',
])
export type NodeProblemKind = z.infer<typeof NodeProblemKind>

/** What is wrong with one node of a graph, found before a trial or told by the server. */
export const NodeProblem = z.strictObject({
  /** null where it is not about one node. */
  nodeId: z.string().nullable(),
  title: z.string().nullable(),
  className: z.string().nullable(),
  /** null where it is about the node as a whole. */
  input: z.string().nullable(),
  kind: NodeProblemKind,
  /** One sentence for people. It holds nothing of a reply, only of the graph and of what a server lists. */
  message: z.string(),
})
export type NodeProblem = z.infer<typeof NodeProblem>
