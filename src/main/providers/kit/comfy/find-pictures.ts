import type { ComfyGraph } from '#shared/domain/workflow.ts'
import type { Found } from './find-conditioning.ts'
import { settablePlace } from './find-samplers.ts'
import { nodeOf, valueAt } from './graph-links.ts'
import { upscaleFactor } from './upscale-factor.ts'

/** The picture that is loaded. With several, which of them is the input can't be told: the first one is taken, and said. */
export function findPictures(graph: ComfyGraph, among: ReadonlySet<string>): Found {
  const loaders = withClass(graph, among, /^LoadImage(?!Mask)/)
  const [nodeId, ...others] = loaders
  const place = nodeId === undefined ? null : settablePlace(graph, { nodeId, input: 'image' }, 'string')
  if (nodeId === undefined || place === null) return { places: [], notes: [] }
  const notes =
    others.length === 0
      ? []
      : [
          `Nodes ${loaders.join(', ')} load pictures: ${nodeId} is taken for the input; bind another one if that is wrong.`,
        ]
  return { places: [{ input: 'image', place, reason: `the picture that LoadImage (node ${nodeId}) loads` }], notes }
}

/** The scale of the last node that enlarges by a factor, where all that was enlarged before it is known. */
export function findScale(graph: ComfyGraph, among: ReadonlySet<string>): Found {
  const scaling = withClass(graph, among, /^ImageScaleBy$/)
  const [nodeId, ...others] = scaling
  if (nodeId === undefined) return { places: [], notes: [] }
  if (others.length > 0) {
    return { places: [], notes: [`Nodes ${scaling.join(', ')} change the scale, so it is left as it is.`] }
  }
  const place = { nodeId, input: 'scale_by' }
  if (typeof valueAt(graph, place) !== 'number') return { places: [], notes: [] }
  const factor = upscaleFactor(graph, nodeId)
  if (factor === null) {
    const note = `How much is enlarged before node ${nodeId} can't be told from the name of the model, so the scale is left as it is.`
    return { places: [], notes: [note] }
  }
  const before = factor === 1 ? '' : `; what was enlarged ${factor} times before is reckoned in`
  return {
    places: [{ input: 'scale', place, reason: `scale_by of ImageScaleBy (node ${nodeId})${before}` }],
    notes: [],
  }
}

function withClass(graph: ComfyGraph, among: ReadonlySet<string>, pattern: RegExp): string[] {
  return Object.keys(graph).filter(
    (nodeId) => among.has(nodeId) && pattern.test(nodeOf(graph, nodeId)?.class_type ?? ''),
  )
}
