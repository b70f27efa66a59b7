import type { Canary } from '../canary.ts'

export const canary: Canary = {
  /** An upscaler has a node whose factor can be set; the sample graph has none. */
  ask(ask, { task }) {
    const { workflow } = ask
    if (workflow?.kind !== 'comfyui' || task !== 'upscale') return ask
    const graph = {
      ...workflow.graph,
      '7': { class_type: 'SaveImage', inputs: { images: ['9', 0], filename_prefix: 'sample' } },
      '9': { class_type: 'ImageScaleBy', inputs: { image: ['6', 0], upscale_method: 'lanczos', scale_by: 2 } },
    }
    const bindings = { ...workflow.bindings, scale: [{ nodeId: '9', input: 'scale_by' }] }
    return { ...ask, workflow: { ...workflow, graph, bindings } }
  },
}
