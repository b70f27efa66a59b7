import type { SimulatorKit } from '../simulator.ts'
import type { EventSockets } from './event-sockets.ts'
import { ResultCache } from './result-cache.ts'
import { GraphRun, type QueuedPrompt, type RunEnding } from './run-graph.ts'
import type { FileName, StoredFiles } from './stored-files.ts'

interface NodeState {
  value: number
  max: number
  state: 'running' | 'finished'
}

/** The server's queue and history: one prompt runs at a time, in the order of their numbers. */
export class PromptQueue {
  readonly #kit: SimulatorKit
  readonly #files: StoredFiles
  readonly #sockets: EventSockets
  readonly #cache = new ResultCache()
  readonly #pending: QueuedPrompt[] = []
  readonly #history = new Map<string, object>()
  #running: { prompt: QueuedPrompt; run: GraphRun } | null = null
  #nextNumber = 0

  constructor(kit: SimulatorKit, files: StoredFiles, sockets: EventSockets) {
    this.#kit = kit
    this.#files = files
    this.#sockets = sockets
  }

  get status(): { status: { exec_info: { queue_remaining: number } } } {
    const remaining = this.#pending.length + (this.#running === null ? 0 : 1)
    return { status: { exec_info: { queue_remaining: remaining } } }
  }

  add(prompt: Omit<QueuedPrompt, 'number'>, asked: { number?: number | undefined; front: boolean }): number {
    const counted = this.#nextNumber
    this.#nextNumber += 1
    const number = asked.number ?? (asked.front ? -counted : counted)
    this.#pending.push({ ...prompt, number })
    this.#pending.sort((one, other) => one.number - other.number)
    this.#tellStatus()
    void this.#runNext()
    return number
  }

  list(): { queue_running: unknown[]; queue_pending: unknown[] } {
    const running = this.#running === null ? [] : [itemOf(this.#running.prompt)]
    return { queue_running: running, queue_pending: this.#pending.map(itemOf) }
  }

  /** Takes waiting prompts out; one that runs stays. @param promptIds null for all */
  remove(promptIds: readonly string[] | null): void {
    const left = this.#pending.filter(({ promptId }) => promptIds !== null && !promptIds.includes(promptId))
    if (left.length === this.#pending.length) return
    this.#pending.splice(0, this.#pending.length, ...left)
    this.#tellStatus()
  }

  /** @param promptId null for whatever runs */
  interrupt(promptId: string | null): void {
    if (promptId !== null && this.#running?.prompt.promptId !== promptId) return
    this.#running?.run.interrupt()
  }

  /** Forgets results, so that the next run computes everything. */
  free(): void {
    this.#cache.clear()
  }

  history(promptId?: string): Record<string, object> {
    const entries = [...this.#history].filter(([id]) => promptId === undefined || id === promptId)
    return Object.fromEntries(entries)
  }

  forget(promptIds: readonly string[] | null): void {
    for (const id of promptIds ?? [...this.#history.keys()]) this.#history.delete(id)
  }

  async #runNext(): Promise<void> {
    if (this.#running !== null) return
    const prompt = this.#pending.shift()
    if (prompt === undefined) return
    const { promptId, clientId, graph } = prompt
    const messages: [string, object][] = []
    const nodes: Record<string, object> = {}
    const tell = (type: string, data: object): void =>
      this.#sockets.tell(clientId, type, { ...data, prompt_id: promptId })
    /** Kept for the history and told at once, with the wall clock in milliseconds. */
    const message = (type: string, data: object): void => {
      const dated = { ...data, prompt_id: promptId, timestamp: Math.round(this.#kit.wallMs(this.#kit.nowMs())) }
      messages.push([type, dated])
      this.#sockets.tell(clientId, type, dated)
    }
    const tellState = (nodeId: string, { value, max, state }: NodeState): void => {
      const ids = {
        node_id: nodeId,
        prompt_id: promptId,
        display_node_id: nodeId,
        parent_node_id: null,
        real_node_id: nodeId,
      }
      nodes[nodeId] = { value, max, state, ...ids }
      tell('progress_state', { nodes })
    }
    const run = new GraphRun({ kit: this.#kit, files: this.#files, cache: this.#cache }, prompt, {
      cached: (nodeIds) => message('execution_cached', { nodes: nodeIds }),
      nodeStarted(nodeId) {
        tellState(nodeId, { value: 0, max: 1, state: 'running' })
        tell('executing', { node: nodeId, display_node: nodeId })
      },
      nodeProgress(nodeId, value, max) {
        tellState(nodeId, { value, max, state: 'running' })
        tell('progress', { value, max, node: nodeId })
      },
      nodeFinished(nodeId, saved, fromCache) {
        if (saved !== null) tell('executed', { node: nodeId, display_node: nodeId, output: { images: saved } })
        if (!fromCache || saved !== null) tellState(nodeId, { value: 1, max: 1, state: 'finished' })
      },
    })
    this.#running = { prompt, run }
    this.#tellStatus()
    message('execution_start', {})
    const ending = await run.run().catch((error: unknown): RunEnding => {
      const [nodeId = ''] = Object.keys(graph)
      return { state: 'error', nodeId, type: 'RuntimeError', message: String(error), executed: [] }
    })
    tellEnding(ending, prompt, message)
    this.#history.set(promptId, entryOf(prompt, ending, messages))
    this.#running = null
    this.#tellStatus()
    tell('executing', { node: null })
    void this.#runNext()
  }

  #tellStatus(): void {
    this.#sockets.tellAll('status', this.status)
  }
}

function tellEnding(ending: RunEnding, { graph }: QueuedPrompt, message: (type: string, data: object) => void): void {
  if (ending.state === 'success') return message('execution_success', {})
  const node = { node_id: ending.nodeId, node_type: graph[ending.nodeId]?.class_type ?? '' }
  if (ending.state === 'interrupted') return message('execution_interrupted', { ...node, executed: [] })
  message('execution_error', {
    ...node,
    executed: ending.executed,
    exception_message: ending.message,
    exception_type: ending.type,
    traceback: [],
    current_inputs: {},
    current_outputs: ending.executed,
  })
}

function itemOf({ number, promptId, graph, extraData, outputs }: QueuedPrompt): unknown[] {
  return [number, promptId, graph, extraData, outputs]
}

function entryOf(prompt: QueuedPrompt, ending: RunEnding, messages: [string, object][]): object {
  const saved: Map<string, FileName[]> = ending.state === 'success' ? ending.saved : new Map()
  const success = ending.state === 'success'
  return {
    prompt: itemOf(prompt),
    outputs: Object.fromEntries([...saved].map(([nodeId, images]) => [nodeId, { images }])),
    status: { status_str: success ? 'success' : 'error', completed: success, messages },
    meta: Object.fromEntries(
      [...saved.keys()].map((nodeId) => [
        nodeId,
        { node_id: nodeId, display_node: nodeId, parent_node: null, real_node_id: nodeId },
      ]),
    ),
  }
}
