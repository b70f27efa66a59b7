import type { CloudJob } from './cloud-job.ts'

/** The jobs of an account: so many run at once as its plan allows, the others wait in the order in which they came. */
export class JobQueue {
  readonly #concurrency: number
  readonly #jobs = new Map<string, CloudJob>()
  readonly #waiting: CloudJob[] = []
  #running = 0

  constructor(concurrency: number) {
    this.#concurrency = concurrency
  }

  get waitingCount(): number {
    return this.#waiting.length
  }

  add(job: CloudJob): void {
    this.#jobs.set(job.id, job)
    this.#waiting.push(job)
    this.#startNext()
  }

  find(id: string): CloudJob | null {
    return this.#jobs.get(id) ?? null
  }

  /** From 1; null for a job that does not wait. */
  positionOf(job: CloudJob): number | null {
    const index = this.#waiting.indexOf(job)
    return index === -1 ? null : index + 1
  }

  cancel(job: CloudJob): void {
    const index = this.#waiting.indexOf(job)
    if (index !== -1) this.#waiting.splice(index, 1)
    job.cancel()
  }

  #startNext(): void {
    if (this.#running >= this.#concurrency) return
    const next = this.#waiting.shift()
    if (next === undefined) return
    this.#running += 1
    void next.run().finally(() => {
      this.#running -= 1
      this.#startNext()
    })
  }
}
