import type { ComfyGraph, WorkflowInput } from '#shared/domain/workflow.ts'
import type { Found, FoundPlace } from './find-conditioning.ts'
import { settablePlace, type Sampler } from './find-samplers.ts'
import { linkOf, linksOf, nodeOf, upstreamOf, valueAt, type GraphLink } from './graph-links.ts'

/** Seed, steps and sampler: of every sampler the seed, of the one that draws first the rest. */
export function findSampling(graph: ComfyGraph, samplers: readonly Sampler[]): Found {
  const places: FoundPlace[] = []
  const notes: string[] = []
  for (const sampler of samplers) {
    if (valueAt(graph, { nodeId: sampler.nodeId, input: 'add_noise' }) === 'disable') continue
    take(graph, sampler, 'seed', ['seed', 'noise_seed'], 'number', places)
  }
  const [first, ...further] = samplers
  if (first === undefined) return { places, notes }
  if (further.length > 0) {
    const others = further.map(({ nodeId }) => nodeId).join(', ')
    notes.push(
      `Steps, guidance and sampler are those of node ${first.nodeId}, which draws first; ${others} keeps its own.`,
    )
  }
  // Where two samplers share the steps of one picture, another count would leave steps out or do them twice.
  const shared = samplers.some((sampler) => sharesSteps(graph, sampler))
  if (shared) notes.push('The samplers share the steps of one picture, so the number of steps is left as it is.')
  else take(graph, first, 'steps', ['steps'], 'number', places)
  take(graph, first, 'sampler', ['sampler_name'], 'string', places)
  if (startsFromPicture(graph, first)) take(graph, first, 'strength', ['denoise'], 'number', places)
  return { places, notes }
}

/** Width and height of the empty latent that the first sampler starts from. */
export function findSize(graph: ComfyGraph, samplers: readonly Sampler[]): Found {
  const nodeId = latentSource(graph, samplers[0]?.latent ?? null)
  if (nodeId === null) return { places: [], notes: [] }
  const sides = (['width', 'height'] as const).flatMap((input): FoundPlace[] => {
    const place = settablePlace(graph, { nodeId, input }, 'number')
    const reason = `${input} of ${nameOf(graph, nodeId)}, the empty latent that sampler ${samplers[0]?.nodeId} starts from`
    return place === null ? [] : [{ input, place, reason }]
  })
  // One side alone would distort every picture.
  return sides.length === 2
    ? { places: sides, notes: [] }
    : { places: [], notes: [`The size is computed before node ${nodeId}, so it is left as it is.`] }
}

/** Takes the first settable input of these names among the sampler's parts. */
function take(
  graph: ComfyGraph,
  sampler: Sampler,
  input: WorkflowInput,
  names: readonly string[],
  kind: 'number' | 'string',
  places: FoundPlace[],
): void {
  for (const nodeId of sampler.parts) {
    for (const name of names) {
      const place = settablePlace(graph, { nodeId, input: name }, kind)
      if (place === null) continue
      const whose = nodeId === sampler.nodeId ? '' : `, which belongs to sampler ${sampler.nodeId}`
      places.push({ input, place, reason: `${name} of ${nameOf(graph, nodeId)}${whose}` })
      return
    }
  }
}

function sharesSteps(graph: ComfyGraph, { nodeId }: Sampler): boolean {
  const end = valueAt(graph, { nodeId, input: 'end_at_step' })
  const start = valueAt(graph, { nodeId, input: 'start_at_step' })
  const steps = valueAt(graph, { nodeId, input: 'steps' })
  return (
    (typeof start === 'number' && start > 0) || (typeof end === 'number' && typeof steps === 'number' && end < steps)
  )
}

/** Whether what the sampler starts from was encoded from a picture that is loaded. */
function startsFromPicture(graph: ComfyGraph, { latent }: Sampler): boolean {
  return latent !== null && upstreamOf(graph, latent.nodeId).some((nodeId) => isLoader(graph, nodeId))
}

function isLoader(graph: ComfyGraph, nodeId: string): boolean {
  return nodeOf(graph, nodeId)?.class_type.startsWith('LoadImage') === true
}

/** Follows a latent back to where it is made; null where that is no empty one. */
function latentSource(graph: ComfyGraph, from: GraphLink | null): string | null {
  const seen = new Set<string>()
  for (let link = from; link !== null && !seen.has(link.nodeId);) {
    seen.add(link.nodeId)
    const node = nodeOf(graph, link.nodeId)
    if (node === null) return null
    const { width, height } = node.inputs
    const before = linksOf(node).find(({ input }) => /latent|samples/.test(input))
    if (before === undefined)
      return width !== undefined && height !== undefined && !linkOf(node.inputs['pixels']) ? link.nodeId : null
    link = before.link
  }
  return null
}

function nameOf(graph: ComfyGraph, nodeId: string): string {
  return `${nodeOf(graph, nodeId)?.class_type ?? 'node'} (node ${nodeId})`
}
