import { z } from 'zod'
import { NodeProblemKind, type NodeProblem } from '#shared/domain/node-problem.ts'
import type { ComfyGraph } from '#shared/domain/workflow.ts'
import { nodeOf, valueAt } from './graph-links.ts'
import { nodeProblem } from './node-problem.ts'

/** `node_errors` of POST /prompt: by node, what is wrong with it. Read tolerantly. */
export const NodeErrors = z.record(
  z.string(),
  z.object({
    errors: z.array(
      z.object({ type: z.string(), extra_info: z.object({ input_name: z.string().nullish() }).nullish() }),
    ),
  }),
)
export type NodeErrors = z.infer<typeof NodeErrors>

/**
 * What the server found wrong, node by node, in the terms of `checkGraph`. The sentences are made of the graph that was sent
 * and of ComfyUI's own names for problems: texts of a reply are not repeated.
 */
export function readNodeErrors(errors: NodeErrors, graph: ComfyGraph): NodeProblem[] {
  return Object.entries(errors).flatMap(([nodeId, { errors: found }]) => {
    if (nodeOf(graph, nodeId) === null) return []
    return found.map(({ type, extra_info: extra }) => {
      const kind = kindOf(type)
      const input = nameIn(graph, nodeId, extra?.input_name ?? null)
      return nodeProblem(
        graph,
        nodeId,
        kind,
        input,
        SENTENCES[kind](input ?? 'an input', valueIn(graph, nodeId, input)),
      )
    })
  })
}

function kindOf(type: string): NodeProblemKind {
  return NodeProblemKind.options.find((kind) => kind === type) ?? 'exception_during_validation'
}

/** The name of an input: one that the graph has, or one that looks like a name (a missing input stands nowhere). */
function nameIn(graph: ComfyGraph, nodeId: string, name: string | null): string | null {
  if (name === null) return null
  const known = Object.hasOwn(nodeOf(graph, nodeId)?.inputs ?? {}, name)
  return known || /^[a-z][a-z0-9_]{0,40}$/i.test(name) ? name : null
}

/** A short value of the graph, to be shown; prompts are long or stand in texts, and are not shown. */
function valueIn(graph: ComfyGraph, nodeId: string, input: string | null): string {
  const value = input === null || PROMPTS.test(input) ? undefined : valueAt(graph, { nodeId, input })
  if (typeof value === 'number') return ` ${value}`
  return typeof value === 'string' && value.length <= 80 ? ` “${value}”` : ''
}

const PROMPTS = /text|prompt|clip_[gl]|t5/i

const SENTENCES: Readonly<Record<NodeProblemKind, (input: string, value: string) => string>> = {
  missing_node_type: () => 'the server knows no such class.',
  prompt_no_outputs: () => 'the workflow gives no result.',
  required_input_missing: (input) => `its input ${input} is missing.`,
  bad_linked_input: (input) => `its input ${input} takes a link to another node.`,
  return_type_mismatch: (input) => `its input ${input} is linked to a node that gives another type.`,
  invalid_input_type: (input, value) => `${input}${value} is not of the type that it takes.`,
  value_smaller_than_min: (input, value) => `${input}${value} is too small.`,
  value_bigger_than_max: (input, value) => `${input}${value} is too large.`,
  value_not_in_list: (input, value) => `${input}${value} is not among what the server has.`,
  custom_validation_failed: (input, value) => `it refuses ${input}${value}.`,
  exception_during_inner_validation: () => 'a node that it is computed from could not be checked.',
  exception_during_validation: () => 'it could not be checked.',
  dependency_cycle: () => 'it is computed from itself.',
  invalid_dynamic_input: (input) => `its input ${input} does not fit its other inputs.`,
}
