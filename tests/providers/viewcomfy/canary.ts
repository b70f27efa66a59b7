import type { Canary } from '../canary.ts'

export const canary: Canary = {
  ask: (ask) =>
    ask.workflow?.kind === 'deployed'
      ? { ...ask, workflow: { ...ask.workflow, reference: 'https://team--workflow-comfyui-infer.modal.run' } }
      : ask,
  // Runs that have not ended are not listed.
  pendingBodies: ['[]'],
}
