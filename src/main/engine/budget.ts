import type { Micros } from '#shared/units/money.ts'
import { formatUsd } from '#shared/units/format-usd.ts'

/** Money held for a sample in flight. */
export interface Hold {
  /**
   * Replaces the hold by what the sample cost. Where that is not known (null) the worst case stays counted: an unknown
   * cost must not make room for another sample.
   */
  settle(actualMicros: Micros | null): void
}

export interface Budget {
  /**
   * Holds a sample's worst case, or refuses it with a sentence for people.
   * @throws Error where there is a cap and the worst case is null: such a plan must not have been started
   */
  hold(worstCaseMicros: Micros | null): { ok: true; hold: Hold } | { ok: false; message: string }
}

const NO_HOLD: Hold = { settle: () => undefined }

/**
 * Keeps a trial within its cap: spent + worst case of all in flight + worst case of the next one ≤ cap. As long as no
 * sample costs more than its worst case, the cap is never exceeded, however late or in whatever order prices become
 * known.
 * @param capMicros null for no cap
 */
export function createBudget(capMicros: Micros | null): Budget {
  if (capMicros === null) return { hold: () => ({ ok: true, hold: NO_HOLD }) }
  let spentMicros = 0
  let heldMicros = 0

  return {
    hold: (worstCaseMicros) => {
      if (worstCaseMicros === null) {
        throw new Error(
          'A trial with a budget has a contender without a known price or ceiling; it must not be started.',
        )
      }
      if (spentMicros + heldMicros + worstCaseMicros > capMicros) {
        const gone = formatUsd(spentMicros + heldMicros, 4)
        const message = `Not sent: ${gone} of the budget of ${formatUsd(capMicros, 4)} is spent or held, and this sample could cost ${formatUsd(worstCaseMicros, 4)}.`
        return { ok: false, message }
      }
      heldMicros += worstCaseMicros
      let settled = false
      const settle = (actualMicros: Micros | null): void => {
        if (settled) throw new Error('A hold on the budget was settled twice.')
        settled = true
        heldMicros -= worstCaseMicros
        spentMicros += actualMicros ?? worstCaseMicros
      }
      return { ok: true, hold: { settle } }
    },
  }
}
