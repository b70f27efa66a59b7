import { formatUsd } from '../units/format-usd.ts'
import type { Micros } from '../units/money.ts'

/** A cap with what counts against it. */
export interface Standing {
  /** As it is called in a sentence: "budget". */
  name: string
  capMicros: Micros
  /** What was charged; where that is not known, the worst case that it was sent with. */
  spentMicros: Micros
  /** Worst case of all in flight. */
  heldMicros: Micros
}

export type Verdict = { ok: true } | { ok: false; message: string }

/**
 * Whether a sample may be sent: spent + worst case of all in flight + worst case of this one ≤ cap, for every cap. As long as no
 * sample costs more than its worst case, no cap is ever exceeded, however late or in whatever order prices become known.
 * @returns the sentence for people of the first cap that it could exceed
 * @throws Error where there is a cap and the worst case is null: such a plan must not have been started
 */
export function judgeSend(standings: readonly Standing[], worstCaseMicros: Micros | null): Verdict {
  for (const { name, capMicros, spentMicros, heldMicros } of standings) {
    if (worstCaseMicros === null) {
      throw new Error('A trial under a cap has a contender without a known price or ceiling; it must not be started.')
    }
    if (spentMicros + heldMicros + worstCaseMicros <= capMicros) continue
    const gone = formatUsd(spentMicros + heldMicros, 4)
    const cap = formatUsd(capMicros, 4)
    const message = `Not sent: ${gone} of the ${name} of ${cap} is spent or held, and this sample could cost ${formatUsd(worstCaseMicros, 4)}.`
    return { ok: false, message }
  }
  return { ok: true }
}
