import type { Canary } from '../canary.ts'

export const canary: Canary = {
  ask: (ask) =>
    ask.workflow?.kind === 'deployed'
      ? { ...ask, workflow: { ...ask.workflow, reference: '5d3f1c70-0000-4000-8000-000000000001' } }
      : ask,
}
