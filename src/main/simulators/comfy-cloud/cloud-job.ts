import { randomUUID } from 'node:crypto'
import type { ComfyGraph } from '#shared/domain/workflow.ts'
import { GraphRun, type RunEnding } from '../comfyui/run-graph.ts'
import { ResultCache } from '../comfyui/result-cache.ts'
import type { FileName, StoredFiles } from '../comfyui/stored-files.ts'
import type { SimulatorKit } from '../simulator.ts'

export type JobStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceling' | 'canceled'

/** A picture that a job committed: an asset of its own. */
export interface JobOutput {
  id: string
  nodeId: string
  file: FileName
}

/** Whom a job tells while it goes on: the names are those of the event stream. */
export type JobListener = (event: 'status' | 'progress' | 'output') => void

/** One job: a graph that waits, runs, and ends. Places in time are those of the simulator's own clock. */
export class CloudJob {
  readonly id = randomUUID()
  readonly graph: ComfyGraph
  readonly createdMs: number
  readonly outputs: JobOutput[] = []
  status: JobStatus = 'queued'
  startedMs: number | null = null
  endedMs: number | null = null
  progress: { nodeId: string; step: number; steps: number } | null = null
  nodesDone = 0
  error: { code: string; message: string; nodeId: string } | null = null
  readonly #listeners = new Set<JobListener>()
  readonly #parts: { kit: SimulatorKit; files: StoredFiles }
  readonly #outputNodes: string[]
  #run: GraphRun | null = null

  /** @param prompt.outputs the nodes that give a result */
  constructor(
    parts: { kit: SimulatorKit; files: StoredFiles },
    prompt: { graph: ComfyGraph; outputs: string[]; receivedMs: number },
  ) {
    this.#parts = parts
    this.#outputNodes = prompt.outputs
    this.graph = prompt.graph
    this.createdMs = prompt.receivedMs
  }

  get isOver(): boolean {
    return this.endedMs !== null
  }

  /** @returns how to stop listening */
  listen(listener: JobListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async run(): Promise<void> {
    const { kit } = this.#parts
    this.startedMs = kit.nowMs()
    this.#become('running')
    const prompt = {
      number: 0,
      promptId: this.id,
      graph: this.graph,
      extraData: {},
      outputs: this.#outputNodes,
      clientId: null,
      receivedMs: this.createdMs,
    }
    this.#run = new GraphRun({ ...this.#parts, cache: new ResultCache() }, prompt, {
      cached: () => undefined,
      nodeStarted: (nodeId) => this.#advance({ nodeId, step: 0, steps: 1 }),
      nodeProgress: (nodeId, step, steps) => this.#advance({ nodeId, step, steps }),
      nodeFinished: () => (this.nodesDone += 1),
    })
    const ending = await this.#run.run().catch((error: unknown): RunEnding => {
      const [nodeId = ''] = Object.keys(this.graph)
      return { state: 'error', nodeId, type: 'RuntimeError', message: String(error), executed: [] }
    })
    this.#end(ending)
  }

  /** A job that waits is out at once; one that runs is stopped at its next step. */
  cancel(): void {
    if (this.status === 'queued') {
      this.endedMs = this.#parts.kit.nowMs()
      this.#become('canceled')
    } else if (this.status === 'running') {
      this.#become('canceling')
      this.#run?.interrupt()
    }
  }

  #end(ending: RunEnding): void {
    this.endedMs = this.#parts.kit.nowMs()
    this.progress = null
    if (ending.state === 'success') {
      for (const [nodeId, files] of ending.saved) {
        for (const file of files.filter(({ type }) => type === 'output')) {
          this.outputs.push({ id: randomUUID(), nodeId, file })
          this.#tell('output')
        }
      }
      this.#become('succeeded')
    } else if (ending.state === 'interrupted') this.#become('canceled')
    else {
      this.error = { code: 'execution_error', message: ending.message, nodeId: ending.nodeId }
      this.#become('failed')
    }
  }

  #advance(progress: NonNullable<CloudJob['progress']>): void {
    this.progress = progress
    this.#tell('progress')
  }

  #become(status: JobStatus): void {
    this.status = status
    this.#tell('status')
  }

  #tell(event: Parameters<JobListener>[0]): void {
    for (const listener of this.#listeners) listener(event)
  }
}
