import type { BindablePlace, BindingReason } from '#shared/contract/workflow.ts'
import type { ComfyGraph, ComfyWorkflow, GraphPlace, WorkflowInput } from '#shared/domain/workflow.ts'

export type Bindings = ComfyWorkflow['bindings']

/** A place as the value of a select. Node ids and input names hold no line break. */
export function placeKey({ nodeId, input }: GraphPlace): string {
  return `${nodeId}\n${input}`
}

const NUMERIC: readonly WorkflowInput[] = ['seed', 'width', 'height', 'steps', 'guidance', 'strength', 'scale']

/** What may hold an input: numbers where a number goes, texts where a text goes, loaders where a LoRA goes. */
export function placesFor(input: WorkflowInput, places: readonly BindablePlace[]): BindablePlace[] {
  if (input === 'loras') return places.filter(({ place }) => isLoraPlace(place, places))
  const kind = NUMERIC.includes(input) ? 'number' : 'text'
  return places.filter((place) => place.kind === kind)
}

/** The name of a LoRA in a node that has a strength for it, too. */
function isLoraPlace({ nodeId, input }: GraphPlace, places: readonly BindablePlace[]): boolean {
  const strength = placeKey({ nodeId, input: 'strength_model' })
  return input === 'lora_name' && places.some(({ place }) => placeKey(place) === strength)
}

export const BY_HAND = 'chosen by hand'

/** Why each place of an input is bound, in their order: as it was found in the graph, or by hand. */
export function reasonsFor(input: WorkflowInput, bindings: Bindings, reasons: readonly BindingReason[]): string[] {
  return (bindings[input] ?? []).map(
    (place) =>
      reasons.find((found) => found.input === input && placeKey(found.place) === placeKey(place))?.reason ?? BY_HAND,
  )
}

/** Whether nobody has bound anything anew since the import. */
export function isAsFound(bindings: Bindings, reasons: readonly BindingReason[]): boolean {
  const inputs = Object.keys(bindings) as WorkflowInput[]
  const why = inputs.flatMap((input) => reasonsFor(input, bindings, reasons))
  return why.length === reasons.length && !why.includes(BY_HAND)
}

/** The bindings with one place of an input put elsewhere; null takes it away, and an index past the last one adds one. */
export function bindPlace(bindings: Bindings, input: WorkflowInput, index: number, place: GraphPlace | null): Bindings {
  const places = [...(bindings[input] ?? [])]
  if (place === null) places.splice(index, 1)
  else places[index] = place
  const { [input]: _, ...others } = bindings
  const [first, ...further] = places.filter(
    (one, at) => places.findIndex((other) => placeKey(other) === placeKey(one)) === at,
  )
  return first === undefined ? others : { ...others, [input]: [first, ...further] }
}

export interface NodeLine {
  nodeId: string
  title: string
  className: string
  /** Values as the graph holds them, and links by the node they come from. */
  inputs: string
}

const LONGEST_VALUE = 60

/** The nodes of a graph as a table, in the order of their ids. */
export function listNodes(graph: ComfyGraph): NodeLine[] {
  return Object.entries(graph)
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([nodeId, node]) => ({
      nodeId,
      title: titleOf(node, node.class_type),
      className: node.class_type,
      inputs: Object.entries(node.inputs)
        .map(([name, value]) => `${name} ${writeValue(value)}`)
        .join(', '),
    }))
}

function titleOf(node: Readonly<Record<string, unknown>>, fallback: string): string {
  const meta = node['_meta']
  if (typeof meta !== 'object' || meta === null || !('title' in meta)) return fallback
  return typeof meta.title === 'string' && meta.title !== '' ? meta.title : fallback
}

function writeValue(value: unknown): string {
  if (Array.isArray(value) && value.length === 2 && typeof value[0] === 'string') return `← ${value[0]}`
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}
