import { linkOf } from '#main/providers/kit/comfy/graph-links.ts'
import type { ComfyGraph } from '#shared/domain/workflow.ts'
import type { NodeValue } from './node-values.ts'
import type { FileName } from './stored-files.ts'

/** What a node gave: values for its links, and what it saved. */
export interface NodeResult {
  values: NodeValue[]
  saved: FileName[] | null
}

/**
 * What the last graph gave, by all that decides it: the class and the inputs of a node and of those before it, and the bytes of
 * loaded files. Whatever the next graph has in common with it is not computed again; the rest is forgotten, as the server does
 * by default.
 */
export class ResultCache {
  #kept = new Map<string, NodeResult>()

  /** The key of each node. @param fileKey what stands for the bytes of an input file */
  keysOf(graph: ComfyGraph, fileKey: (name: string) => string): Map<string, string> {
    const keys = new Map<string, string>()
    const keyOf = (nodeId: string, path: readonly string[]): string => {
      const known = keys.get(nodeId)
      if (known !== undefined) return known
      const node = graph[nodeId]
      if (node === undefined || path.includes(nodeId)) return 'nothing'
      const inputs = Object.entries(node.inputs)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, value]) => {
          const link = linkOf(value)
          return [name, link === null ? value : [keyOf(link.nodeId, [...path, nodeId]), link.output]]
        })
      const file = node.class_type === 'LoadImage' ? fileKey(String(node.inputs['image'])) : ''
      const key = JSON.stringify([node.class_type, file, inputs])
      keys.set(nodeId, key)
      return key
    }
    for (const nodeId of Object.keys(graph)) keyOf(nodeId, [])
    return keys
  }

  get(key: string | undefined): NodeResult | undefined {
    return key === undefined ? undefined : this.#kept.get(key)
  }

  /** Keeps these results and forgets all others. */
  keep(results: ReadonlyMap<string, NodeResult>): void {
    this.#kept = new Map(results)
  }

  clear(): void {
    this.#kept.clear()
  }
}
