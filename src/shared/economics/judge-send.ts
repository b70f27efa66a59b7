import { formatCap, formatOfCap } from '../units/format-usd.ts'
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

/** `standing` is the first that it could exceed, `message` the sentence for people that says so of a sample. */
export type Verdict = { ok: true } | { ok: false; message: string; standing: Standing }

/**
 * Whether a sample may be sent: spent + worst case of all in flight + worst case of this one ≤ cap, for every cap. As long as no
 * sample costs more than its worst case, no cap is ever exceeded, however late or in whatever order prices become known.
 * @throws Error where there is a cap and the worst case is null: such a plan must not have been started
 */
export function judgeSend(standings: readonly Standing[], worstCaseMicros: Micros | null): Verdict {
  for (const standing of standings) {
    const { name, capMicros, spentMicros, heldMicros } = standing
    if (worstCaseMicros === null) {
      throw new Error('A trial under a cap has a contender without a known price or ceiling; it must not be started.')
    }
    if (spentMicros + heldMicros + worstCaseMicros <= capMicros) continue
    const gone = formatOfCap(spentMicros + heldMicros, capMicros)
    const cap = formatCap(capMicros)
    const message = `Not sent: ${gone} of the ${name} of ${cap} is spent or held, and this sample could cost ${formatOfCap(worstCaseMicros, capMicros)}.`
    return { ok: false, message, standing }
  }
  return { ok: true }
}
