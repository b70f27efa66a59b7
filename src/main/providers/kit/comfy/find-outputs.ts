import type { ComfyGraph, ComfyNode } from '#shared/domain/workflow.ts'
import { linksOf, upstreamOf } from './graph-links.ts'

/** Core nodes that give pictures to the caller; a preview is one only where nothing is saved. */
const SAVING = ['SaveImage', 'SaveImageWebsocket', 'SaveAnimatedWEBP', 'SaveAnimatedPNG', 'SaveImageAdvanced']
const OUTPUT_CLASSES: ReadonlySet<string> = new Set([...SAVING, 'PreviewImage'])

/** Whether a node gives pictures to the caller, as far as its class says. */
export function isOutput({ class_type: className }: ComfyNode): boolean {
  return OUTPUT_CLASSES.has(className) || SAVING_BY_NAME.test(className)
}

/** Custom classes say what they do. */
const SAVING_BY_NAME = /save.*image|image.*save/i

export interface FoundOutputs {
  /** Every node that saves or shows a picture. */
  nodeIds: string[]
  /** The one whose picture is the result; null where that can't be told. */
  chosen: string | null
  notes: string[]
}

/** The nodes where a graph ends, and the one that is meant. */
export function findOutputs(graph: ComfyGraph): FoundOutputs {
  const known = idsOf(graph, (className) => OUTPUT_CLASSES.has(className))
  const saving = known.filter((nodeId) => SAVING.includes(graph[nodeId]?.class_type ?? ''))
  const candidates = saving.length > 0 ? saving : known.length > 0 ? known : savingByName(graph)
  if (candidates.length <= 1) {
    const notes = candidates.length === 0 ? ['No node that saves a picture was found: name the output node.'] : []
    return { nodeIds: known.length > 0 ? known : candidates, chosen: candidates[0] ?? null, notes }
  }
  // Of a chain that saves each of its steps, the last one is meant: the one that is computed from most nodes.
  const sizes = candidates.map((nodeId) => upstreamOf(graph, nodeId).length)
  const most = Math.max(...sizes)
  const furthest = candidates.filter((_, index) => sizes[index] === most)
  const chosen = furthest.length === 1 ? (furthest[0] ?? null) : null
  const note =
    chosen === null
      ? `Nodes ${candidates.join(', ')} save pictures: all of them are taken, unless you name one.`
      : `Nodes ${candidates.join(', ')} save pictures; ${chosen} is taken, because it comes last.`
  return { nodeIds: known, chosen, notes: [note] }
}

/** A custom class that says what it does and that nothing is computed from. */
function savingByName(graph: ComfyGraph): string[] {
  const feeding = new Set(Object.values(graph).flatMap((node) => linksOf(node).map(({ link }) => link.nodeId)))
  return idsOf(graph, (className) => SAVING_BY_NAME.test(className)).filter((nodeId) => !feeding.has(nodeId))
}

function idsOf(graph: ComfyGraph, fits: (className: string) => boolean): string[] {
  return Object.entries(graph).flatMap(([nodeId, node]) => (fits(node.class_type) ? [nodeId] : []))
}
