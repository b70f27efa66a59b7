import { z } from 'zod'
import type { ComfyGraph } from '#shared/domain/workflow.ts'
import { validatePrompt } from '../comfyui/validate-prompt.ts'

/** Stands in a graph for a file that was uploaded. */
const AssetReference = z.object({ __type: z.literal('core/ASSET'), info: z.object({ id: z.string() }) })

/** What the editor saves, instead of what it exports for the API. */
const EDITOR_KEYS = ['nodes', 'links', 'last_node_id'] as const

export type ReadWorkflow =
  | { ok: true; prompt: { graph: ComfyGraph; outputs: string[] } }
  | { ok: false; code: 'invalid_workflow' | 'workflow_format_ui' | 'missing_asset'; message: string; details?: object }

/** Reads the graph of a job: puts files where assets stand, and validates it as ComfyUI does. */
export function readWorkflow(
  workflow: Readonly<Record<string, unknown>>,
  files: { inputFiles: readonly string[]; fileOfAsset: (id: string) => string | null },
): ReadWorkflow {
  if (EDITOR_KEYS.every((key) => key in workflow)) {
    const message = 'The workflow is in the format of the editor; export it for the API.'
    return { ok: false, code: 'workflow_format_ui', message }
  }
  const missing: string[] = []
  const graph = Object.fromEntries(
    Object.entries(workflow).map(([nodeId, node]) => [nodeId, putFiles(node, files.fileOfAsset, missing)]),
  )
  const [lost] = missing
  if (lost !== undefined) return { ok: false, code: 'missing_asset', message: `There is no asset ${lost}.` }

  const validation = validatePrompt(graph, files.inputFiles)
  if (validation.ok) return { ok: true, prompt: { graph: graph as ComfyGraph, outputs: validation.outputs } }
  const { error, node_errors: nodeErrors } = validation.body
  const details = Object.fromEntries(
    Object.entries(nodeErrors).map(([nodeId, { errors }]) => [
      nodeId,
      errors.map(({ message, extra_info: extra }) => ({ field: extra['input_name'] ?? null, reason: message })),
    ]),
  )
  return { ok: false, code: 'invalid_workflow', message: error.message, details: { node_errors: details } }
}

function putFiles(node: unknown, fileOfAsset: (id: string) => string | null, missing: string[]): unknown {
  if (typeof node !== 'object' || node === null || !('inputs' in node)) return node
  const { inputs } = node
  if (typeof inputs !== 'object' || inputs === null) return node
  const put = Object.entries(inputs).map(([name, value]: [string, unknown]) => {
    const asset = AssetReference.safeParse(value)
    if (!asset.success) return [name, value]
    const file = fileOfAsset(asset.data.info.id)
    if (file === null) missing.push(asset.data.info.id)
    return [name, file ?? '']
  })
  return { ...node, inputs: Object.fromEntries(put) as Record<string, unknown> }
}
