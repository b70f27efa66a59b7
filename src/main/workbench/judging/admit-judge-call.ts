import type { PlannedJudgeCall } from '#main/store/judge-call-store.ts'
import type { JudgeRun, JudgeSlot } from '#shared/domain/judge.ts'
import { judgeSend } from '#shared/economics/judge-send.ts'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'
import { sentence } from '#shared/units/sentence.ts'
import { capsOn, judgeCaps } from '../applying-caps.ts'
import type { JudgeContext } from './judge-access.ts'

/**
 * Decides whether one more call fits under the cap of its run and under those on real spend, and writes it down with its worst case: in
 * one transaction, on disk before it is sent.
 * @returns the call's id, or the sentence for people that says which cap it could exceed
 */
export function admitJudgeCall(
  run: JudgeRun,
  slot: JudgeSlot,
  { ports, store }: JudgeContext,
): { ok: true; callId: string } | { ok: false; reason: string } {
  const askedAt = ports.clock.now().toISOString()
  const { worstCaseMicros, capMicros } = run
  return store.budgets.atomically(() => {
    const billed = run.practice ? [] : [run.account]
    const judged = judgeCaps(capsOn(billed, store.budgets.used(askedAt.slice(0, 7))), worstCaseMicros, { store })
    if (!judged.ok) return { ok: false, reason: sentence(judged.reason) }
    const own = { name: 'cap of this judge', capMicros, ...store.budgets.total(`judge/${run.id}`) }
    const verdict = judgeSend([own, ...judged.standings], worstCaseMicros)
    if (!verdict.ok) {
      const { name, capMicros: cap, spentMicros, heldMicros } = verdict.standing
      const gone = formatOfCap(spentMicros + heldMicros, cap)
      const reason = `${gone} of the ${name} of ${formatCap(cap)} is spent or held, and one call more could cost ${formatOfCap(worstCaseMicros, cap)}.`
      return { ok: false, reason }
    }
    const { pair, question, order } = slot
    const planned: PlannedJudgeCall = {
      id: ports.ids.next('judge-call'),
      runId: run.id,
      pair,
      question,
      order,
      worstCaseMicros,
      askedAt,
    }
    store.judgeCalls.plan(planned)
    return { ok: true, callId: planned.id }
  })
}
