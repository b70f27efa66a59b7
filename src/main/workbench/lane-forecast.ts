import type { Estimate } from '#shared/domain/analysis.ts'
import type { TrialProgress } from '#shared/domain/trial.ts'
import { spendForecast } from '#shared/stats/spend-forecast.ts'
import { timeToGo } from '#shared/stats/time-to-go.ts'
import type { Micros } from '#shared/units/money.ts'

/** What is to come is reckoned from the newest samples: enough for a narrow interval, and no more work at the end than at the start. */
const MOST_REMEMBERED = 1000

/** What is still to come of a lane, as its newest samples say. */
export class LaneForecast {
  #newest: { finishedMs: number; chargeMicros: Micros | null }[] = []
  /** When the last one ended that is not among the newest any more. */
  #sinceMs = 0
  /** Known charges that are not among the newest: of older samples, and of those that were asked again since. */
  #olderMicros = 0

  /** @param finishedMs in time at work */
  add(finishedMs: number, chargeMicros: Micros | null): void {
    this.#newest.push({ finishedMs, chargeMicros })
    if (this.#newest.length < 2 * MOST_REMEMBERED) return
    for (const older of this.#newest.splice(0, MOST_REMEMBERED)) {
      this.#sinceMs = Math.max(this.#sinceMs, older.finishedMs)
      this.addEarlier(older.chargeMicros)
    }
  }

  /** What a sample had cost that was asked again since: spent, and no law of what is to come. */
  addEarlier(chargeMicros: Micros | null): void {
    if (chargeMicros !== null) this.#olderMicros += chargeMicros
  }

  /** @param nowMs in time at work */
  toGo(nowMs: number, leftCount: number): Estimate {
    const finishedMs = this.#newest.map((sample) => Math.max(this.#sinceMs, sample.finishedMs))
    return timeToGo({ startedMs: this.#sinceMs, nowMs, finishedMs, leftCount })
  }

  /** Known charges of the lane at the end; null where that can't be told. */
  spend(leftCount: number): TrialProgress['expectedMicros'] {
    const charges = this.#newest.map(({ chargeMicros }) => chargeMicros)
    const { knownTotalMicros: total } = spendForecast(charges, leftCount)
    if (total.state !== 'known') return null
    const older = this.#olderMicros
    return { value: older + total.value, low: older + total.low, high: older + total.high }
  }
}
