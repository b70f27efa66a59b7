import { linkOf } from '#main/providers/kit/comfy/graph-links.ts'
import type { ComfyGraph } from '#shared/domain/workflow.ts'
import { drawServiceMs } from '../latency-law.ts'
import type { Job, SimulatorKit, TruthEntry } from '../simulator.ts'
import { computeNode, type Bench, type HeavyWork, type NodeInputs } from './compute-node.ts'
import { NODE_DEFINITIONS } from './node-definitions.ts'
import {
  materialise,
  sha256Of,
  type GraphPicture,
  type NodeValue,
  type NodeValues,
  type ValueOf,
} from './node-values.ts'
import type { NodeResult, ResultCache } from './result-cache.ts'
import type { FileName, StoredFiles } from './stored-files.ts'

/** A prompt that was queued. */
export interface QueuedPrompt {
  number: number
  promptId: string
  graph: ComfyGraph
  extraData: Record<string, unknown>
  outputs: string[]
  clientId: string | null
  receivedMs: number
}

/** What is told while a graph runs, in the order in which it happens. */
export interface RunListener {
  cached(nodeIds: string[]): void
  nodeStarted(nodeId: string): void
  nodeProgress(nodeId: string, value: number, max: number): void
  /** @param saved null for a node that shows nothing */
  nodeFinished(nodeId: string, saved: FileName[] | null, fromCache: boolean): void
}

export type RunEnding =
  | { state: 'success'; saved: Map<string, FileName[]> }
  | { state: 'interrupted'; nodeId: string }
  | { state: 'error'; nodeId: string; type: string; message: string; executed: string[] }

/** Thrown inside a run to leave it: `type` is the exception of the node that failed, null where somebody interrupted. */
class RunStopped extends Error {
  readonly type: string | null

  constructor(type: string | null, message: string) {
    super(message)
    this.type = type
  }
}

const interrupted = (): RunStopped => new RunStopped(null, 'interrupted')

function isOf<Type extends keyof NodeValues>(
  value: NodeValue | undefined,
  type: Type,
): value is NodeValue & ValueOf<Type> {
  return value?.type === type
}

/** A further heavy node of the same graph takes this share of the first one’s median. */
const FURTHER_SHARE = 0.4

/**
 * One run of a graph: each node that an output needs, in the order of their links. The first node that draws or changes a
 * picture is the call that the truth log tells of; its entry holds what the graph saved in the end.
 */
export class GraphRun {
  readonly #kit: SimulatorKit
  readonly #files: StoredFiles
  readonly #cache: ResultCache
  readonly #prompt: QueuedPrompt
  readonly #listener: RunListener
  readonly #results = new Map<string, NodeResult>()
  #job: Job | null = null
  #entry: TruthEntry | null = null
  #interrupted = Promise.withResolvers<object>()
  #isInterrupted = false
  #current = ''

  constructor(
    parts: { kit: SimulatorKit; files: StoredFiles; cache: ResultCache },
    prompt: QueuedPrompt,
    listener: RunListener,
  ) {
    this.#kit = parts.kit
    this.#files = parts.files
    this.#cache = parts.cache
    this.#prompt = prompt
    this.#listener = listener
  }

  /** Stops it at the next step of a sampler, or before the next node. */
  interrupt(): void {
    this.#isInterrupted = true
    this.#job?.cancel()
    this.#interrupted.resolve({})
  }

  async run(): Promise<RunEnding> {
    const { graph } = this.#prompt
    const keys = this.#cache.keysOf(graph, (name) => sha256Of(this.#files.input(name)?.picture.bytes ?? Buffer.of()))
    const needed = this.#order()
    const cached = needed.filter((nodeId) => this.#cache.get(keys.get(nodeId)) !== undefined)
    for (const nodeId of cached) this.#results.set(nodeId, this.#cache.get(keys.get(nodeId))!)
    this.#listener.cached(Object.keys(graph).filter((nodeId) => cached.includes(nodeId)))
    const executed: string[] = []
    try {
      for (const nodeId of needed) {
        const known = this.#results.get(nodeId)
        if (known !== undefined) {
          if (known.saved !== null) this.#listener.nodeFinished(nodeId, known.saved, true)
          continue
        }
        if (this.#isInterrupted) throw interrupted()
        this.#current = nodeId
        this.#listener.nodeStarted(nodeId)
        const result = await this.#runNode(nodeId)
        this.#results.set(nodeId, result)
        executed.push(nodeId)
        this.#listener.nodeFinished(nodeId, result.saved, false)
      }
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error
      const { type, message } = error
      if (type === null) return { state: 'interrupted', nodeId: this.#current }
      return { state: 'error', nodeId: this.#current, type, message, executed }
    } finally {
      this.#cache.keep(new Map([...this.#results].map(([nodeId, result]) => [keys.get(nodeId) ?? '', result])))
    }
    this.#completeEntry()
    return { state: 'success', saved: this.#saved() }
  }

  /** Every node that an output is computed from, sources first. */
  #order(): string[] {
    const order: string[] = []
    const visit = (nodeId: string): void => {
      const node = this.#prompt.graph[nodeId]
      if (node === undefined || order.includes(nodeId)) return
      for (const value of Object.values(node.inputs)) {
        const link = linkOf(value)
        if (link !== null) visit(link.nodeId)
      }
      order.push(nodeId)
    }
    for (const output of this.#prompt.outputs) visit(output)
    return order
  }

  async #runNode(nodeId: string): Promise<NodeResult> {
    const node = this.#prompt.graph[nodeId]
    if (node === undefined) throw new Error(`The graph has no node ${nodeId}.`)
    const inputs = this.#inputsOf(nodeId)
    if (NODE_DEFINITIONS[node.class_type]?.outputNode === true) {
      const prefix = node.class_type === 'SaveImage' ? inputs.text('filename_prefix') : 'ComfyUI_temp'
      const type = node.class_type === 'SaveImage' ? 'output' : 'temp'
      return { values: [], saved: await this.#save(prefix, type, inputs.value('images', 'IMAGE').pictures) }
    }
    const bench: Bench = { work: (work) => this.#work(nodeId, work), load: (name) => this.#load(name) }
    return { values: await computeNode(node.class_type, inputs, bench), saved: null }
  }

  #inputsOf(nodeId: string): NodeInputs {
    const inputs = this.#prompt.graph[nodeId]?.inputs ?? {}
    const follow = (name: string): unknown => {
      const link = linkOf(inputs[name])
      return link === null ? inputs[name] : this.#results.get(link.nodeId)?.values[link.output]
    }
    return {
      number: (name) => Number(follow(name)),
      text: (name) => String(follow(name)),
      value: <Type extends keyof NodeValues>(name: string, type: Type) => {
        const value = follow(name) as NodeValue | undefined
        if (!isOf(value, type)) throw new Error(`Node ${nodeId} lacks its ${type} at ${name}.`)
        return value
      },
    }
  }

  async #load(name: string): Promise<GraphPicture> {
    const file = this.#files.input(name)
    if (file === undefined) throw new Error(`The input folder holds no ${name}.`)
    if (file.format === null) {
      throw new RunStopped('PIL.UnidentifiedImageError', `cannot identify image file '/comfyui/input/${name}'\n`)
    }
    return file.picture
  }

  async #work(nodeId: string, work: HeavyWork): Promise<{ pictures: GraphPicture[]; flawed: boolean }> {
    if (this.#entry !== null) return this.#workFurther(nodeId, work)
    const { steps, ...rest } = work
    const { promptId, receivedMs } = this.#prompt
    const job = this.#kit.take({ ...rest, requestId: promptId, receivedMs, style: 2, format: 'png' })
    // The contract has no refusal and no rate limit; a profile that asks for one is not started.
    if (job.turnedAway !== null) throw new Error(`comfyui can't answer a ${job.turnedAway} call`)
    this.#job = job
    await this.#followSteps(nodeId, job, steps)
    const { pictures, entry } = await job.ended
    this.#job = null
    this.#entry = entry
    if (entry.outcome === 'cancelled') throw interrupted()
    if (entry.outcome === 'server-error') {
      const message = 'Allocation on device 0 would exceed allowed memory. (out of memory)'
      throw new RunStopped('torch.OutOfMemoryError', message)
    }
    return { pictures, flawed: entry.flaw !== 'none' }
  }

  /** Tells each step when its share of the time has passed. */
  async #followSteps(nodeId: string, job: Job, steps: number): Promise<void> {
    let told = 0
    for (;;) {
      const stage = job.stage()
      if (stage.name === 'ended') break
      const waitMs = stage.name === 'queued' ? 5 : Math.max(1, stage.toGoMs / Math.max(1, steps - told))
      if ((await this.#kit.within(waitMs, job.ended)) !== null) break
      const now = job.stage()
      const done = now.name === 'drawing' ? Math.floor(now.progress * steps) : told
      while (told < Math.min(done, steps)) this.#listener.nodeProgress(nodeId, (told += 1), steps)
    }
    const { entry } = await job.ended
    if (entry.outcome !== 'served') return
    while (told < steps) this.#listener.nodeProgress(nodeId, (told += 1), steps)
  }

  async #workFurther(nodeId: string, work: HeavyWork): Promise<{ pictures: GraphPicture[]; flawed: boolean }> {
    const { profile } = this.#kit
    const key = [this.#prompt.promptId, nodeId]
    await this.#kit.within(FURTHER_SHARE * drawServiceMs(profile, key), this.#interrupted.promise)
    if (this.#isInterrupted) throw interrupted()
    for (let step = 1; step <= work.steps; step += 1) this.#listener.nodeProgress(nodeId, step, work.steps)
    const { steps: _, modelId, prompt, seed, width, height, change } = work
    const recipe = { providerId: 'comfyui', style: 2, format: 'png', flaw: 'none' } as const
    const pictures = Array.from({ length: work.count }, (_unused, index) =>
      this.#kit.draw({
        ...recipe,
        modelId,
        prompt,
        seed: seed + index,
        width,
        height,
        ...(change !== undefined && { change }),
      }),
    )
    return { pictures: await Promise.all(pictures), flawed: false }
  }

  async #save(prefix: string, type: 'output' | 'temp', pictures: readonly GraphPicture[]): Promise<FileName[]> {
    const saved: FileName[] = []
    for (const picture of pictures) {
      const bytes = await materialise(picture)
      saved.push(this.#files.save(prefix, type, { picture: { ...picture, bytes }, format: 'png', entry: this.#entry }))
    }
    return saved
  }

  /** The truth is what was saved last, and when: not what the first heavy node drew. */
  #completeEntry(): void {
    const entry = this.#entry
    const last = [...this.#saved().values()].at(-1)
    if (entry === null || last === undefined) return
    const startedMs = entry.readyMs - entry.serviceMs
    entry.readyMs = this.#kit.nowMs()
    entry.serviceMs = entry.readyMs - startedMs
    entry.images = last.flatMap((name) => {
      const bytes = this.#files.read(name)?.picture.bytes
      return bytes === undefined ? [] : [{ sizeBytes: bytes.byteLength, sha256: sha256Of(bytes) }]
    })
  }

  #saved(): Map<string, FileName[]> {
    return new Map([...this.#results].flatMap(([nodeId, { saved }]) => (saved === null ? [] : [[nodeId, saved]])))
  }
}
