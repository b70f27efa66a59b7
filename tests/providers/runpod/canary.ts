import type { WorkflowContent } from '#shared/domain/workflow.ts'
import type { Canary } from '../canary.ts'

/** The sample graph, and behind what it draws a node that enlarges it: the sample itself binds no scale. */
function withScale(workflow: Extract<WorkflowContent, { kind: 'comfyui' }>): WorkflowContent {
  const graph = {
    ...workflow.graph,
    '7': { class_type: 'SaveImage', inputs: { images: ['9', 0], filename_prefix: 'sample' } },
    '9': { class_type: 'ImageScaleBy', inputs: { image: ['6', 0], upscale_method: 'lanczos', scale_by: 2 } },
  }
  return { ...workflow, graph, bindings: { ...workflow.bindings, scale: [{ nodeId: '9', input: 'scale_by' }] } }
}

export const canary: Canary = {
  otherModels: [
    'abc123xyz0/comfyui',
    'abc123xyz0/comfyui-image-to-image',
    'abc123xyz0/comfyui-upscale',
    'abc123xyz0/comfyui-remove-background',
    'abc123xyz0/a1111',
  ],
  // A worker is called by its endpoint id.
  ask: (ask, model) => {
    const { workflow } = ask
    if (workflow?.kind === 'deployed') return { ...ask, workflow: { ...workflow, reference: 'abc123xyz0' } }
    return workflow?.kind === 'comfyui' && model.task === 'upscale' ? { ...ask, workflow: withScale(workflow) } : ask
  },
}
