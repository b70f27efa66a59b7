import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGraph } from '#main/providers/kit/comfy/check-graph.ts'
import { readNodeErrors } from '#main/providers/kit/comfy/read-node-errors.ts'
import { readObjectInfo, type ObjectInfo } from '#main/providers/kit/comfy/object-info.ts'
import { validatePrompt } from '#main/simulators/comfyui/validate-prompt.ts'
import { describeNodes } from '#main/simulators/comfyui/describe-nodes.ts'
import type { ComfyGraph, ComfyNode } from '#shared/domain/workflow.ts'
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded-object-info.json'), 'utf8')) as object
const node = (className: string, inputs: ComfyNode['inputs']): ComfyNode => ({ class_type: className, inputs })

function info(json: unknown): ObjectInfo {
  const read = readObjectInfo(json)
  if (read === null) throw new Error('That describes no nodes.')
  return read
}

/** The graph of the recording: an empty picture, scaled and saved. */
function scaling(changes: Record<string, ComfyNode> = {}): ComfyGraph {
  return {
    '1': node('EmptyImage', { width: 256, height: 256, batch_size: 1, color: 255 }),
    '2': node('ImageScale', { image: ['1', 0], upscale_method: 'lanczos', width: 512, height: 512, crop: 'disabled' }),
    '3': node('SaveImage', { images: ['2', 0], filename_prefix: 'fixture' }),
    ...changes,
  }
}

const kinds = (graph: ComfyGraph) =>
  checkGraph(graph, info(recorded)).map(({ nodeId, kind, input }) => [nodeId, kind, input])

describe('a graph against what a real server said of its nodes', () => {
  it('finds fault with a graph that the server ran', () => {
    expect(kinds(scaling())).toEqual([])
  })

  it('finds other faults than the server did', () => {
    const broken = node('ImageScale', { image: ['1', 0], upscale_method: 'nope', height: 512, crop: 'disabled' })
    expect(kinds(scaling({ '2': broken }))).toEqual([
      ['2', 'value_not_in_list', 'upscale_method'],
      ['2', 'required_input_missing', 'width'],
    ])
    expect(checkGraph(scaling({ '2': broken }), info(recorded))[0]?.message).toBe(
      'Node 2 (ImageScale): upscale_method “nope” is not among nearest-exact, bilinear, area, bicubic, lanczos.',
    )
  })

  it('misses an unknown class, a link into the void, a wrong type, a range, a circle or a missing output', () => {
    expect(kinds(scaling({ '1': node('NoSuchNode', {}) }))).toEqual([['1', 'missing_node_type', null]])
    const linked = (image: unknown) =>
      scaling({ '2': node('ImageScale', { image, upscale_method: 'area', width: 1, height: 1, crop: 'center' }) })
    expect(kinds(linked(['9', 0]))).toEqual([['2', 'bad_linked_input', 'image']])
    expect(kinds(linked(['1', 4]))).toEqual([['2', 'bad_linked_input', 'image']])
    expect(kinds(linked('1.png'))).toEqual([['2', 'bad_linked_input', 'image']])
    const latent = scaling({ '1': node('EmptyLatentImage', { width: 64, height: 64, batch_size: 1 }) })
    expect(kinds(latent)).toEqual([['2', 'return_type_mismatch', 'image']])
    const range = scaling({ '1': node('EmptyImage', { width: 0, height: 99_999, batch_size: 'many', color: '7' }) })
    expect(kinds(range)).toEqual([
      ['1', 'value_smaller_than_min', 'width'],
      ['1', 'value_bigger_than_max', 'height'],
      ['1', 'invalid_input_type', 'batch_size'],
    ])
    expect(kinds(linked(['2', 0]))).toEqual([['2', 'dependency_cycle', null]])
    const { '1': empty } = scaling()
    expect(kinds({ '1': empty! })).toEqual([[null, 'prompt_no_outputs', null]])
  })

  it('reads lists of choices in their classic shape alone', () => {
    const described = {
      Newer: { input: { required: { model: ['COMBO', { options: ['a', 'b'] }] } }, output: [], output_node: true },
    }
    const problems = (model: string) => checkGraph({ '1': node('Newer', { model }) }, info(described))
    expect(problems('b')).toEqual([])
    expect(problems('c')).toMatchObject([{ kind: 'value_not_in_list', input: 'model' }])
  })

  it('refuses a picture that is uploaded only when the trial runs', () => {
    const graph: ComfyGraph = {
      '1': node('LoadImage', { image: 'not-yet-there.png' }),
      '2': node('SaveImage', { images: ['1', 0], filename_prefix: 'x' }),
    }
    expect(kinds(graph)).toEqual([])
  })

  it('takes any other JSON for a description of nodes', () => {
    for (const json of [null, [], 'x', { error: 'no' }]) expect(readObjectInfo(json)).toBeNull()
    expect(readObjectInfo({})?.size).toBe(0)
  })
})

describe('the check before a trial and the server’s own', () => {
  it('disagree on whether a graph can be run', () => {
    const known = describeNodes([])
    const place = fc.constantFrom(
      ...Object.entries(sdxl.graph).flatMap(([nodeId, { inputs }]) =>
        Object.keys(inputs).map((input) => ({ nodeId, input })),
      ),
    )
    const value = fc.oneof(
      fc.constant(undefined),
      fc.integer({ min: -10, max: 20_000 }),
      fc.constantFrom('euler', 'nope', 'sd_xl_base_1.0.safetensors'),
      fc.tuple(fc.constantFrom('3', '4', '5', '6', '8', '77'), fc.integer({ min: 0, max: 3 })),
    )
    fc.assert(
      fc.property(place, value, ({ nodeId, input }, put) => {
        const graph = structuredClone(sdxl.graph) as ComfyGraph
        const inputs: Record<string, unknown> = graph[nodeId]!.inputs
        if (put === undefined) delete inputs[input]
        else inputs[input] = put
        const ours = checkGraph(graph, info(known))
        // A server takes a circle or a literal where a link belongs, and fails while it runs.
        fc.pre(ours.every(({ kind, message }) => kind !== 'dependency_cycle' && !message.includes('takes a link')))
        expect(ours.length === 0).toBe(validatePrompt(graph, []).ok)
      }),
      { numRuns: 300 },
    )
  })

  it('reads node_errors into other words than those of the check, or repeats what a reply says', () => {
    const graph = scaling({ '2': node('ImageScale', { image: ['1', 0], upscale_method: 'nope' }) })
    const errors = {
      '2': {
        errors: [
          { type: 'value_not_in_list', extra_info: { input_name: 'upscale_method' } },
          { type: 'required_input_missing', extra_info: { input_name: 'width' } },
          { type: 'something new', extra_info: { input_name: 'sk-secret in a reply' } },
        ],
      },
      '77': { errors: [{ type: 'value_not_in_list' }] },
    }
    expect(readNodeErrors(errors, graph).map(({ kind, input, message }) => [kind, input, message])).toEqual([
      [
        'value_not_in_list',
        'upscale_method',
        'Node 2 (ImageScale): upscale_method “nope” is not among what the server has.',
      ],
      ['required_input_missing', 'width', 'Node 2 (ImageScale): its input width is missing.'],
      ['exception_during_validation', null, 'Node 2 (ImageScale): it could not be checked.'],
    ])
  })
})
