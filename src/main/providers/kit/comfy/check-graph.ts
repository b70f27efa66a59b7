import type { NodeProblem } from '#shared/domain/node-problem.ts'
import type { ComfyGraph, ComfyNode } from '#shared/domain/workflow.ts'
import { linkOf, linksOf, nodeOf, type GraphLink } from './graph-links.ts'
import { nodeProblem } from './node-problem.ts'
import { readExpected, type ExpectedInput, type ObjectInfo } from './object-info.ts'

/**
 * Checks a graph against what a server says of its nodes, before anything is queued: unknown classes, missing inputs, values
 * that are not in a list or out of range, links that lead nowhere or give the wrong type, circles, no output. The rules are
 * those of ComfyUI's own validation (`execution.py`), over all nodes instead of those that an output needs.
 */
export function checkGraph(graph: ComfyGraph, info: ObjectInfo): NodeProblem[] {
  const problems = Object.entries(graph).flatMap(([nodeId, node]) => checkNode(graph, info, nodeId, node))
  const circle = findCircle(graph)
  if (circle !== null) {
    problems.push(
      nodeProblem(graph, circle, 'dependency_cycle', null, 'it is computed from itself; cut the circle of links.'),
    )
  }
  const known = Object.values(graph).filter(({ class_type: name }) => info.has(name))
  // What an unknown class does is not known either.
  const ends = known.length < Object.keys(graph).length || known.some((node) => info.get(node.class_type)?.output_node)
  if (!ends) {
    const message = 'No node of the workflow gives a result: add a node that saves the picture, such as SaveImage.'
    problems.push({ nodeId: null, title: null, className: null, input: null, kind: 'prompt_no_outputs', message })
  }
  return problems
}

function checkNode(graph: ComfyGraph, info: ObjectInfo, nodeId: string, node: ComfyNode): NodeProblem[] {
  const described = info.get(node.class_type)
  if (described === undefined) {
    const sentence = `the server knows no class ${node.class_type.slice(0, 80)}; install the nodes that bring it, or replace the node.`
    return [nodeProblem(graph, nodeId, 'missing_node_type', null, sentence)]
  }
  const required = Object.entries(described.input.required ?? {})
  const optional = Object.entries(described.input.optional ?? {}).filter(([name]) => Object.hasOwn(node.inputs, name))
  return [...required, ...optional].flatMap(([name, spec]) => {
    if (!Object.hasOwn(node.inputs, name)) {
      return [nodeProblem(graph, nodeId, 'required_input_missing', name, `its input ${name} is missing.`)]
    }
    const expected = readExpected(spec)
    const value = node.inputs[name]
    const link = linkOf(value)
    if (link !== null) return checkLink(graph, info, nodeId, name, link, expected)
    return checkValue(graph, nodeId, name, value, expected)
  })
}

function checkLink(
  graph: ComfyGraph,
  info: ObjectInfo,
  nodeId: string,
  input: string,
  link: GraphLink,
  expected: ExpectedInput,
): NodeProblem[] {
  const source = nodeOf(graph, link.nodeId)
  if (source === null) {
    const sentence = `its input ${input} is linked to node ${link.nodeId.slice(0, 40)}, which the workflow lacks.`
    return [nodeProblem(graph, nodeId, 'bad_linked_input', input, sentence)]
  }
  const outputs = info.get(source.class_type)?.output
  if (outputs === undefined || outputs === null) return []
  const given = outputs[link.output]
  if (given === undefined) {
    const sentence = `its input ${input} is linked to output ${link.output} of node ${link.nodeId}, which has ${outputs.length}.`
    return [nodeProblem(graph, nodeId, 'bad_linked_input', input, sentence)]
  }
  const type = typeof given === 'string' ? given : 'COMBO'
  if (fits(type, expected.type)) return []
  const sentence = `its input ${input} takes ${expected.type}, and node ${link.nodeId} gives ${type}.`
  return [nodeProblem(graph, nodeId, 'return_type_mismatch', input, sentence)]
}

/** Types may be lists with commas; `*` is anything (`comfy_execution/validation.py`, `validate_node_input`). */
function fits(given: string, expected: string): boolean {
  if (given === expected || given === '*' || expected === '*') return true
  const takes = new Set(expected.split(',').map((type) => type.trim()))
  // A list of choices is a text by the time it arrives.
  if (given === 'COMBO' && takes.has('STRING')) return true
  return given.split(',').every((type) => takes.has(type.trim()))
}

function checkValue(
  graph: ComfyGraph,
  nodeId: string,
  input: string,
  value: unknown,
  { type, choices, minimum, maximum }: ExpectedInput,
): NodeProblem[] {
  const problem = (kind: NodeProblem['kind'], sentence: string): NodeProblem[] => [
    nodeProblem(graph, nodeId, kind, input, sentence),
  ]
  if (choices !== null) {
    if (choices.includes(value)) return []
    return problem('value_not_in_list', `${input} ${show(value)} is not among ${listOf(choices)}.`)
  }
  if (type === 'INT' || type === 'FLOAT') {
    // As Python's int() and float() do, a number in quotes is read as one.
    const number = typeof value === 'boolean' ? Number(value) : typeof value === 'string' ? Number(value) : value
    if (typeof number !== 'number' || Number.isNaN(number) || value === '') {
      return problem('invalid_input_type', `${input} takes a number, not ${show(value)}.`)
    }
    if (minimum !== null && number < minimum) {
      return problem('value_smaller_than_min', `${input} ${number} is below the least, ${minimum}.`)
    }
    if (maximum !== null && number > maximum) {
      return problem('value_bigger_than_max', `${input} ${number} is above the most, ${maximum}.`)
    }
    return []
  }
  if (LINKED_ONLY.test(type) && !WRITTEN_TYPES.has(type)) {
    return problem('bad_linked_input', `its input ${input} takes a link to ${type}, not a value.`)
  }
  return []
}

/** Types in capitals are made by nodes; those that can be written down are few. Types of custom nodes pass if unsure. */
const LINKED_ONLY =
  /^(MODEL|CLIP|VAE|CONDITIONING|LATENT|IMAGE|MASK|UPSCALE_MODEL|CONTROL_NET|SAMPLER|SIGMAS|GUIDER|NOISE|CLIP_VISION)$/
const WRITTEN_TYPES: ReadonlySet<string> = new Set(['STRING', 'BOOLEAN', 'COMBO'])

function show(value: unknown): string {
  const text = typeof value === 'string' ? `“${value.slice(0, 80)}”` : (JSON.stringify(value) ?? 'nothing').slice(0, 80)
  return text
}

/** As many as can be read; ComfyUI itself stops at 20. */
function listOf(choices: readonly unknown[]): string {
  if (choices.length === 0) return 'what the server has: it has none'
  const shown = choices.slice(0, 8).map((choice) => String(choice))
  return choices.length > shown.length
    ? `the ${choices.length} that the server has (${shown.join(', ')}, …)`
    : shown.join(', ')
}

/** A node that is computed from itself; null where there is none. Without recursion: a graph may be a long chain. */
function findCircle(graph: ComfyGraph): string | null {
  const waitingFor = new Map(
    Object.entries(graph).map(([nodeId, node]) => [
      nodeId,
      new Set(linksOf(node).flatMap(({ link }) => (nodeOf(graph, link.nodeId) === null ? [] : [link.nodeId]))),
    ]),
  )
  for (let removed = true; removed;) {
    removed = false
    for (const [nodeId, sources] of waitingFor) {
      for (const source of sources) if (!waitingFor.has(source)) sources.delete(source)
      if (sources.size === 0) {
        waitingFor.delete(nodeId)
        removed = true
      }
    }
  }
  // What is left is on a circle or computed from one; walking upstream arrives on it.
  let [current] = waitingFor.keys()
  const seen = new Set<string>()
  while (current !== undefined && !seen.has(current)) {
    seen.add(current)
    ;[current] = waitingFor.get(current) ?? []
  }
  return current ?? null
}
