import type { Deployment } from '../deployments/deployment.ts'
import type { Run, RunStage } from '../deployments/runs.ts'

/** What every simulated machine runs on, with its price in thousandths of a micro-dollar a second ($0.000337). */
export const SIMULATED_GPU = { name: 'A10G', secondNanos: 337_000 } as const

const WORKFLOW_ID = '5d3f1c70-1111-4000-8000-000000000001'
const VERSION_ID = '5d3f1c70-2222-4000-8000-000000000001'
const MACHINE_ID = '5d3f1c70-3333-4000-8000-000000000001'
const USER_ID = 'user_practice'

const STATE = {
  queued: 'queued',
  drawing: 'running',
  succeeded: 'success',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<RunStage['name'], string>

/** The record of a run with every field that the official client asks for. Durations are seconds. */
export function describeRun(
  { id, order, stage }: Run<unknown>,
  facts: { deployment: Deployment; number: number; wallMs: (atMs: number) => number },
) {
  const instant = (atMs: number | null): string | null =>
    atMs === null ? null : new Date(facts.wallMs(atMs)).toISOString()
  const startedMs = 'startedMs' in stage ? stage.startedMs : null
  const endedMs = 'endedMs' in stage ? stage.endedMs : null
  const updatedMs = endedMs ?? startedMs ?? order.receivedMs
  return {
    id,
    workflow_version_id: VERSION_ID,
    workflow_inputs: { seed: order.seed },
    workflow_id: WORKFLOW_ID,
    workflow_api: null,
    machine_id: MACHINE_ID,
    origin: 'api',
    status: STATE[stage.name],
    created_at: instant(order.receivedMs),
    queued_at: instant(order.receivedMs),
    started_at: instant(startedMs),
    ended_at: instant(endedMs),
    updated_at: instant(updatedMs),
    gpu_event_id: null,
    gpu: SIMULATED_GPU.name,
    machine_version: null,
    machine_type: 'comfy-deploy-serverless',
    modal_function_call_id: `fc-${id}`,
    user_id: USER_ID,
    org_id: null,
    live_status: stage.name === 'drawing' ? 'KSampler' : null,
    progress: stage.name === 'drawing' ? stage.progress : stage.name === 'succeeded' ? 1 : 0,
    is_realtime: false,
    webhook: null,
    webhook_status: null,
    webhook_intermediate_status: false,
    outputs: stage.name === 'succeeded' ? [describeOutput(id, stage.urls, facts.deployment, instant(endedMs))] : [],
    number: facts.number,
    duration: seconds(order.receivedMs, endedMs),
    cold_start_duration: seconds(order.receivedMs, startedMs),
    cold_start_duration_total: seconds(order.receivedMs, startedMs),
    run_duration: seconds(startedMs, endedMs),
    queue_position: stage.name === 'queued' ? 1 : null,
  }
}

function describeOutput(runId: string, urls: readonly string[], { outputId }: Deployment, at: string | null): object {
  const images = urls.map((url, index) => ({
    url,
    type: 'output',
    filename: `ComfyUI_${String(index + 1).padStart(5, '0')}_.png`,
    subfolder: '',
    is_public: true,
    upload_duration: 0.2,
  }))
  return {
    id: runId,
    run_id: runId,
    data: { images },
    node_id: '9',
    output_id: outputId,
    node_meta: { node_id: '9', node_class: 'ComfyDeployOutputImage' },
    type: 'image',
    created_at: at,
    updated_at: at,
  }
}

/** A deployment as GET /deployments lists it. */
export function describeDeploymentRecord({ reference, name, inputs, outputId }: Deployment): object {
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id: reference,
    user_id: USER_ID,
    org_id: null,
    workflow_version_id: VERSION_ID,
    workflow_id: WORKFLOW_ID,
    machine_id: MACHINE_ID,
    share_slug: null,
    description: null,
    share_options: null,
    showcase_media: null,
    environment: 'production',
    created_at: at,
    updated_at: at,
    workflow: { id: WORKFLOW_ID, name },
    input_types: Object.entries(inputs).map(([input, id]) => ({
      type: input,
      class_type: CLASS_OF_INPUT[input] ?? 'ComfyUIDeployExternalNumber',
      input_id: id,
    })),
    output_types: [{ class_type: 'ComfyDeployOutputImage', output_id: outputId }],
  }
}

const CLASS_OF_INPUT: Readonly<Record<string, string>> = {
  prompt: 'ComfyUIDeployExternalText',
  negativePrompt: 'ComfyUIDeployExternalText',
  image: 'ComfyUIDeployExternalImage',
}

/** To the microsecond: no clock of a database is finer. */
function seconds(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : Math.round((toMs - fromMs) * 1000) / 1_000_000
}
