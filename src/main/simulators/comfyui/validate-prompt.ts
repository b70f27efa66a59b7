import type { ComfyGraph, ComfyNode } from '#shared/domain/workflow.ts'
import { describeInput } from './describe-nodes.ts'
import { NODE_DEFINITIONS, type InputDefinition } from './node-definitions.ts'

/** What is wrong with one input of a node, in the server's own words. */
interface InputError {
  type: string
  message: string
  details: string
  extra_info: Record<string, unknown>
}

interface NodeError {
  errors: InputError[]
  dependent_outputs: string[]
  class_type: string
}

export type Validation =
  | { ok: true; outputs: string[]; nodeErrors: Record<string, NodeError> }
  | { ok: false; body: { error: InputError; node_errors: Record<string, NodeError> } }

/**
 * The server's own validation (`execution.py`, `validate_prompt`), with its messages as they were recorded: unknown classes
 * first, then backwards from each output. The graph is queued as long as one output is sound.
 */
export function validatePrompt(graph: Record<string, unknown>, inputFiles: readonly string[]): Validation {
  for (const [nodeId, node] of Object.entries(graph)) {
    const className = (node as Partial<ComfyNode> | null)?.class_type
    if (typeof className !== 'string') {
      return invalid('invalid_prompt', 'Cannot execute because a node is missing the class_type property.', nodeId)
    }
    if (!Object.hasOwn(NODE_DEFINITIONS, className)) {
      return invalid('invalid_prompt', `Cannot execute because node ${className} does not exist.`, nodeId)
    }
  }
  const nodes = graph as ComfyGraph
  const outputs = Object.keys(nodes).filter((nodeId) => definitionOf(nodes, nodeId)?.outputNode === true)
  if (outputs.length === 0) return refuse('prompt_no_outputs', 'Prompt has no outputs', '')

  const nodeErrors: Record<string, NodeError> = {}
  const errorsOf = new Map<string, InputError[]>()
  const sound = outputs.filter((output) => {
    const visited = visit(nodes, output, inputFiles, errorsOf)
    const broken = visited.filter((nodeId) => (errorsOf.get(nodeId) ?? []).length > 0)
    for (const nodeId of broken) {
      const known = (nodeErrors[nodeId] ??= {
        errors: errorsOf.get(nodeId) ?? [],
        dependent_outputs: [],
        class_type: nodes[nodeId]?.class_type ?? '',
      })
      known.dependent_outputs.push(output)
    }
    return broken.length === 0
  })
  if (sound.length > 0) return { ok: true, outputs: sound, nodeErrors }
  // Only what is wrong with the outputs themselves is repeated at the top.
  const details = outputs
    .flatMap((output) => errorsOf.get(output) ?? [])
    .map((error) => `${error.message}: ${error.details}`)
    .join('\n')
  const refusal = refuse('prompt_outputs_failed_validation', 'Prompt outputs failed validation', details)
  return { ok: false, body: { ...refusal.body, node_errors: nodeErrors } }
}

function invalid(type: string, message: string, nodeId: string) {
  return refuse(type, message, `Node ID '#${nodeId}'`)
}

function refuse(type: string, message: string, details: string): Extract<Validation, { ok: false }> {
  return { ok: false, body: { error: { type, message, details, extra_info: {} }, node_errors: {} } }
}

function definitionOf(graph: ComfyGraph, nodeId: string) {
  return NODE_DEFINITIONS[graph[nodeId]?.class_type ?? '']
}

/** Validates a node and all that it is computed from. @returns the ids visited */
function visit(
  graph: ComfyGraph,
  from: string,
  inputFiles: readonly string[],
  errorsOf: Map<string, InputError[]>,
): string[] {
  const visited: string[] = []
  const walk = (nodeId: string): void => {
    if (visited.includes(nodeId)) return
    visited.push(nodeId)
    if (!errorsOf.has(nodeId)) errorsOf.set(nodeId, validateNode(graph, nodeId, inputFiles))
    for (const value of Object.values(graph[nodeId]?.inputs ?? {})) {
      if (Array.isArray(value) && typeof value[0] === 'string' && Object.hasOwn(graph, value[0])) walk(value[0])
    }
  }
  walk(from)
  return visited
}

function validateNode(graph: ComfyGraph, nodeId: string, inputFiles: readonly string[]): InputError[] {
  const definition = definitionOf(graph, nodeId)
  const inputs = graph[nodeId]?.inputs ?? {}
  if (definition === undefined) return []
  return Object.entries(definition.required).flatMap(([name, spec]): InputError[] => {
    if (!Object.hasOwn(inputs, name)) {
      return [error('required_input_missing', 'Required input is missing', name, { input_name: name })]
    }
    const config = describeInput(definition, spec, inputFiles)
    const value = inputs[name]
    if (Array.isArray(value)) return validateLink(graph, name, value, spec, config)
    return validateValue(name, value, spec, config, inputFiles)
  })
}

function validateLink(
  graph: ComfyGraph,
  name: string,
  link: readonly unknown[],
  [kind]: InputDefinition,
  config: readonly unknown[],
): InputError[] {
  const extra = { input_name: name, input_config: config, received_value: link }
  const [source, index] = link
  if (link.length !== 2 || typeof source !== 'string' || typeof index !== 'number') {
    const message = 'Bad linked input, must be a length-2 list of [node_id, slot_index]'
    return [error('bad_linked_input', message, name, extra)]
  }
  const received = definitionOf(graph, source)?.output[index]
  if (received === undefined) {
    const inner = { input_name: name, input_config: config, exception_message: source, exception_type: 'KeyError' }
    return [error('exception_during_inner_validation', 'Exception when validating inner node', source, inner)]
  }
  if (received === kind) return []
  const details = `${name}, received_type(${received}) mismatch input_type(${typeof kind === 'string' ? kind : 'COMBO'})`
  const mismatch = { input_name: name, input_config: config, received_type: received, linked_node: link }
  return [error('return_type_mismatch', 'Return type mismatch between linked nodes', details, mismatch)]
}

function validateValue(
  name: string,
  value: unknown,
  [kind, options = {}]: InputDefinition,
  config: readonly unknown[],
  inputFiles: readonly string[],
): InputError[] {
  const extra = { input_name: name, input_config: config, received_value: value }
  if (options['image_upload'] === true) {
    if (typeof value === 'string' && inputFiles.includes(value)) return []
    const details = `${name} - Invalid image file: ${String(value)}`
    return [error('custom_validation_failed', 'Custom validation failed for node', details, extra)]
  }
  if (typeof kind !== 'string') return validateChoice(name, value, kind, extra)
  if (kind === 'INT' || kind === 'FLOAT') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof number !== 'number' || Number.isNaN(number)) {
      const details = `${name}, ${String(value)}, could not convert`
      return [error('invalid_input_type', `Failed to convert an input value to a ${kind} value`, details, extra)]
    }
    const { min, max } = options
    if (typeof min === 'number' && number < min) {
      return [error('value_smaller_than_min', `Value ${number} smaller than min of ${min}`, name, extra)]
    }
    if (typeof max === 'number' && number > max) {
      return [error('value_bigger_than_max', `Value ${number} bigger than max of ${max}`, name, extra)]
    }
  }
  return []
}

function validateChoice(
  name: string,
  value: unknown,
  choices: readonly string[],
  extra: Record<string, unknown>,
): InputError[] {
  if (choices.includes(String(value))) return []
  const listed = choices.length > 20 ? `(list of length ${choices.length})` : `[${choices.map(quote).join(', ')}]`
  const details = `${name}: ${quote(value)} not in ${listed}`
  return [error('value_not_in_list', 'Value not in list', details, extra)]
}

/** As Python prints a value. */
function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}

function error(type: string, message: string, details: string, extra: Record<string, unknown>): InputError {
  return { type, message, details, extra_info: extra }
}
