import type { SimulatorKit } from '../simulator.ts'
import type { CloudJob, JobOutput } from './cloud-job.ts'

/** How long a job and what it made are kept. */
const RETENTION_MS = 24 * 3_600_000

interface Facts {
  kit: SimulatorKit
  queuePosition: number | null
  sizeOf: (output: JobOutput) => number
}

/** A job as every call about jobs answers it. Links are relative to the host. */
export function describeJob(job: CloudJob, facts: Facts): object {
  const { id, status, createdMs, startedMs, endedMs, error, graph } = job
  const instant = (atMs: number): string => new Date(facts.kit.wallMs(atMs)).toISOString()
  const self = `/api/v2/jobs/${id}`
  return {
    id,
    status,
    created_at: instant(createdMs),
    started_at: startedMs === null ? null : instant(startedMs),
    completed_at: endedMs === null ? null : instant(endedMs),
    expires_at: instant(createdMs + RETENTION_MS),
    queue_position: facts.queuePosition,
    progress: describeProgress(job),
    outputs: job.outputs.map((output) => describeOutput(job, output, facts)),
    error:
      error === null
        ? null
        : {
            code: error.code,
            message: error.message,
            node_id: error.nodeId,
            class_type: graph[error.nodeId]?.class_type ?? null,
            traceback: null,
          },
    metrics: {
      queue_ms: startedMs === null ? null : Math.round(startedMs - createdMs),
      execution_ms: startedMs === null || endedMs === null ? null : Math.round(endedMs - startedMs),
    },
    urls: { self, events: `${self}/events`, cancel: `${self}/cancel` },
  }
}

export function describeProgress({ progress, nodesDone, graph }: CloudJob): object | null {
  if (progress === null) return null
  const { nodeId, step, steps } = progress
  const nodesTotal = Object.keys(graph).length
  return {
    value: Math.min(1, (nodesDone + step / steps) / nodesTotal),
    nodes_done: Math.min(nodesDone, nodesTotal),
    nodes_total: nodesTotal,
    current_node: nodeId,
    current_node_class: graph[nodeId]?.class_type ?? null,
    step,
    steps,
    message: null,
  }
}

export function describeOutput(job: CloudJob, output: JobOutput, { kit, sizeOf }: Facts): object {
  return {
    node_id: output.nodeId,
    name: output.file.filename,
    type: 'image',
    content_type: 'image/png',
    size_bytes: sizeOf(output),
    id: output.id,
    // Computed later, where it is computed at all.
    hash: null,
    url: `${kit.baseUrl()}/storage/${output.id}`,
    url_expires_at: new Date(kit.wallMs(job.createdMs + RETENTION_MS)).toISOString(),
    job_id: job.id,
  }
}
