import { open, type FileHandle } from 'node:fs/promises'
import { AssayError } from '#shared/errors.ts'
import type { TruthEntry } from './simulator.ts'

/**
 * The truth in memory and, on request, in a file: one JSON object a line, in the order in which calls were over.
 * A call is over when its picture was delivered, or its failure answered; one whose picture nobody fetched is written
 * when the log is closed.
 */
export class TruthLog {
  readonly #entries: TruthEntry[] = []
  readonly #unwritten = new Set<TruthEntry>()
  readonly #file: FileHandle | null
  #writing: Promise<void> = Promise.resolve()

  private constructor(file: FileHandle | null) {
    this.#file = file
  }

  /** @throws AssayError DATA_FOLDER_UNWRITABLE where the file can't be opened for appending. */
  static async open(path: string | undefined): Promise<TruthLog> {
    if (path === undefined) return new TruthLog(null)
    try {
      return new TruthLog(await open(path, 'a'))
    } catch (cause) {
      throw new AssayError(
        'DATA_FOLDER_UNWRITABLE',
        `The truth log ${path} can't be opened for writing. Name a file in a folder that exists and that you may write to.`,
        { cause },
      )
    }
  }

  add(entry: TruthEntry): TruthEntry {
    this.#entries.push(entry)
    this.#unwritten.add(entry)
    return entry
  }

  /** Nothing in the entry will change any more. */
  settle(entry: TruthEntry): void {
    if (!this.#unwritten.delete(entry) || this.#file === null) return
    const file = this.#file
    const line = `${JSON.stringify(entry)}\n`
    this.#writing = this.#writing.then(() => file.appendFile(line))
    // A failed write is reported by `close`; until then it must not count as unhandled.
    this.#writing.catch(() => undefined)
  }

  /** Copies of all entries so far, in the order in which their pictures or failures came to exist. */
  entries(): TruthEntry[] {
    return structuredClone(this.#entries)
  }

  /** Writes what is left. Rejects with the error of the first write that failed. */
  async close(): Promise<void> {
    for (const entry of this.#unwritten) this.settle(entry)
    try {
      await this.#writing
    } finally {
      await this.#file?.close()
    }
  }
}
