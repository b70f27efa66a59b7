import { ComfyGraph } from '#shared/domain/workflow.ts'

export type ReadGraph = { ok: true; graph: ComfyGraph } | { ok: false; problem: string }

/** Far more than any workflow has: pictures pasted into a graph are not meant. */
const MOST_NODES = 2000

/**
 * Reads a graph from the JSON that a person exported. The body of a call (`{"prompt": …}`, `{"workflow": …}`, or either in
 * `"input"`) is taken for the graph in it. What is something else is refused in a sentence that says what to export.
 */
export function readGraph(json: unknown): ReadGraph {
  if (isEditorFormat(json)) return refuse(EDITOR_FORMAT)
  const inner = innerGraph(json)
  if (isEditorFormat(inner)) return refuse(EDITOR_FORMAT)
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
    return refuse(`This is no ComfyUI workflow: nodes by their id were expected. ${HOW}`)
  }
  const entries = Object.entries(inner as Record<string, unknown>)
  if (entries.length === 0) return refuse(`The workflow holds no node. ${HOW}`)
  if (entries.length > MOST_NODES) return refuse(`The workflow holds more than ${MOST_NODES} nodes.`)
  const broken = entries.find(([, node]) => !isNode(node))
  if (broken !== undefined) {
    return refuse(`“${broken[0].slice(0, 40)}” is no node: it lacks its class_type or its inputs. ${HOW}`)
  }
  const parsed = ComfyGraph.safeParse(inner)
  return parsed.success ? { ok: true, graph: parsed.data } : refuse(`This is no ComfyUI workflow. ${HOW}`)
}

/** The text of a file. */
export function readGraphText(text: string): ReadGraph {
  try {
    return readGraph(JSON.parse(text))
  } catch {
    return refuse(`The file is not JSON. ${HOW}`)
  }
}

const HOW = 'In ComfyUI, choose “Export (API)” in the workflow menu.'
const EDITOR_FORMAT = `This is the editor’s own format, which only the editor can run. ${HOW}`

function refuse(problem: string): ReadGraph {
  return { ok: false, problem }
}

/** What “Save” writes: lists of nodes and links with their places on the canvas. */
function isEditorFormat(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'nodes' in json && Array.isArray(json.nodes)
}

function innerGraph(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  for (const key of ['input', 'prompt', 'workflow'] as const) {
    const inner: unknown = (json as Record<string, unknown>)[key]
    // A node may be called “prompt”, too.
    if (typeof inner === 'object' && inner !== null && !isNode(inner)) return innerGraph(inner)
  }
  return json
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'class_type' in value && 'inputs' in value
}
