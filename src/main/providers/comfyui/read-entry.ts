import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Reported } from '#shared/domain/sample.ts'
import type { ComfyWorkflow } from '#shared/domain/workflow.ts'
import { nodeOf, titleOf } from '../kit/comfy/graph-links.ts'
import { failedReading, malformedReply, NOTHING_REPORTED, providerFailure } from '../kit/provider-failure.ts'
import type { Ask, Reading, RemoteJob } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { buildView, workflowOf } from './request.ts'
import type { HistoryEntry } from './schemas.ts'

const PROVIDER = descriptor.name

/** What the history says of a job that has ended. Its messages are in the order in which they were sent. */
export function readEntry(entry: HistoryEntry, job: RemoteJob, ask: Ask): Reading {
  const workflow = workflowOf(ask)
  const reported = { ...readTimes(entry), jobId: job.jobId, seed: acceptedSeed(entry, workflow) }
  const interrupted = messageOf(entry, 'execution_interrupted')
  if (interrupted !== null) return failed('Somebody interrupted the job on the server.', reported)
  const error = messageOf(entry, 'execution_error')
  if (error !== null) return failed(explainError(error, workflow), reported)
  if (entry.status != null && entry.status.status_str !== 'success') {
    return failed('The job ended with an error that the server does not explain.', reported)
  }
  const pictures = picturesOf(entry, workflow)
  if (pictures.length > 0) {
    const warnings = cacheWarning(entry, workflow, ask)
    return { state: 'finished', pictures, reported, ...(warnings.length > 0 && { warnings }) }
  }
  const { outputNodeId } = workflow
  const problem = outputNodeId === null ? 'the job ended without a picture' : `node ${outputNodeId} gave no picture`
  return failedReading(malformedReply(PROVIDER, 200, problem), reported)
}

/** Running the same graph again would end in the same way. */
function failed(detail: string, reported: Reported): Reading {
  const failure = providerFailure({ provider: PROVIDER, status: 200, class: 'server', detail, retryable: false })
  return failedReading(failure, reported)
}

type MessageData = NonNullable<HistoryEntry['status']>['messages'][number][1]

function messageOf({ status }: HistoryEntry, name: string): MessageData | null {
  return status?.messages.find(([found]) => found === name)?.[1] ?? null
}

/** The node is named by the graph that was sent, the error by its class alone: its text may hold a prompt or a path. */
function explainError({ node_id: nodeId, exception_type: type }: MessageData, { graph }: ComfyWorkflow): string {
  const node = nodeId == null ? null : nodeOf(graph, nodeId)
  const where = node === null ? 'A node' : `Node ${nodeId} (${titleOf(node)})`
  const name = type != null && /^[A-Za-z_][\w.]{0,80}$/.test(type) ? type : null
  // `torch.OutOfMemoryError`, `torch.cuda.OutOfMemoryError`, and whatever the next version calls it.
  if (name !== null && /out_?of_?memory/i.test(name)) {
    return `${where} ran out of memory on the GPU: ask for a smaller picture, or free the GPU.`
  }
  return `${where} failed${name === null ? '' : ` with ${name}`}; what it said is kept with the attempt.`
}

/**
 * Milliseconds of the server's own clock: from its first message to its last the graph was executed. It waited from the moment
 * that it was taken, which newer servers write into the extra data as `create_time`.
 */
function readTimes(entry: HistoryEntry): Reported {
  const startedMs = messageOf(entry, 'execution_start')?.timestamp ?? null
  const endedMs =
    ['execution_success', 'execution_error', 'execution_interrupted']
      .map((name) => messageOf(entry, name)?.timestamp ?? null)
      .find((timestamp) => timestamp !== null) ?? null
  const extra = entry.prompt?.[3]
  const createTime = typeof extra === 'object' && extra !== null && 'create_time' in extra ? extra.create_time : null
  const takenMs = typeof createTime === 'number' ? createTime : null
  return { ...NOTHING_REPORTED, queueMs: between(takenMs, startedMs), inferenceMs: between(startedMs, endedMs) }
}

function between(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null || toMs < fromMs ? null : toMs - fromMs
}

/** The seed in the graph that the server ran; null where the workflow binds none. */
function acceptedSeed(entry: HistoryEntry, { bindings }: ComfyWorkflow): string | null {
  const [place] = bindings.seed ?? []
  const node = place === undefined ? null : runNode(entry, place.nodeId)
  const seed = node === null || place === undefined ? undefined : node[place.input]
  return typeof seed === 'number' ? String(seed) : null
}

function runNode({ prompt }: HistoryEntry, nodeId: string): Record<string, unknown> | null {
  const graph = prompt?.[2]
  if (typeof graph !== 'object' || graph === null || !Object.hasOwn(graph, nodeId)) return null
  const node: unknown = (graph as Record<string, unknown>)[nodeId]
  const inputs: unknown = typeof node === 'object' && node !== null && 'inputs' in node ? node.inputs : null
  return typeof inputs === 'object' && inputs !== null ? (inputs as Record<string, unknown>) : null
}

/** Of the output node; where none is named, of every node, those that were saved before those that were only shown. */
function picturesOf({ outputs }: HistoryEntry, { outputNodeId }: ComfyWorkflow): PictureSource[] {
  const nodes = Object.entries(outputs).filter(([nodeId]) => outputNodeId === null || nodeId === outputNodeId)
  const found = nodes.flatMap(([, { images }]) => images ?? [])
  const saved = found.filter(({ type }) => (type ?? 'output') === 'output')
  return (saved.length > 0 ? saved : found).map(({ filename, subfolder, type }) => ({
    kind: 'fetch',
    request: buildView({ filename, subfolder: subfolder ?? '', type: type ?? 'output' }),
  }))
}

type PictureSource = Extract<Reading, { state: 'finished' }>['pictures'][number]

/** A result that was computed for an earlier call says nothing of how long drawing takes: that must show. */
function cacheWarning(entry: HistoryEntry, { graph, outputNodeId }: ComfyWorkflow, ask: Ask): ParameterWarning[] {
  const cached = new Set(messageOf(entry, 'execution_cached')?.nodes ?? [])
  const drawn = outputNodeId === null ? Object.keys(graph) : [outputNodeId]
  if (drawn.length === 0 || !drawn.every((nodeId) => cached.has(nodeId))) return []
  return [
    {
      parameter: 'seed',
      action: 'changed',
      asked: `a picture drawn with seed ${ask.seed}`,
      sent: null,
      reason:
        'ComfyUI had run this very graph just before and gave the old picture from its cache: the time is that of looking it up. Give each repeat its own seed',
    },
  ]
}
