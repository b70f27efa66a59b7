import type { Admission, AdmissionRequest } from '#main/engine/ports.ts'
import type { Store } from '#main/store/open-store.ts'
import type { Reservation } from '#main/store/reservation-store.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { judgeSend, type Standing } from '#shared/economics/judge-send.ts'
import { capsOn, judgeCaps } from './applying-caps.ts'

/** A request of the trial's thread, with the ticket that its answer carries. */
export interface AskedAdmission {
  ticket: number
  request: AdmissionRequest
}

/** A request with what was decided of it. */
export interface Decision extends AskedAdmission {
  admission: Admission
}

type KeptMoney = Pick<Store, 'accounts' | 'budgets' | 'reservations'>
type TrialSpend = Pick<Standing, 'spentMicros' | 'heldMicros'>

/**
 * Decides which samples of a running trial may be sent, and writes them down first. A sample that does not fit under a cap waits as
 * long as others are in flight that may cost less than they could; where nothing is, it is refused.
 */
export class Admissions {
  readonly #trial: Trial
  readonly #store: KeptMoney
  readonly #now: () => Date
  #waiting: AskedAdmission[] = []

  constructor(trial: Trial, { store, now }: { store: KeptMoney; now: () => Date }) {
    this.#trial = trial
    this.#store = store
    this.#now = now
  }

  ask(asked: AskedAdmission): void {
    this.#waiting.push(asked)
  }

  /**
   * Decides over all that wait, in the order asked. To be called when samples were asked for, and when samples were recorded.
   * @returns the decisions that were taken; the others go on waiting
   */
  decide(): Decision[] {
    const asked = this.#waiting
    if (asked.length === 0) return []
    const reservedAt = this.#now().toISOString()
    const { id: trialId } = this.#trial
    const verdicts = this.#store.reservations.reserve(
      asked.map(({ request }) => ({ ...request, trialId, reservedAt })),
      (reservation, { inFlight, ...standing }) => ({ ...this.#judge(reservation, standing), mayFit: inFlight > 0 }),
    )
    const decided = asked.flatMap(({ ticket, request }, index) => {
      const verdict = verdicts[index]
      if (verdict === undefined) throw new Error('The store judged fewer samples than it was asked.')
      const { mayFit, ...admission } = verdict
      return !admission.ok && mayFit ? [] : [{ ticket, request, admission }]
    })
    const tickets = new Set(decided.map(({ ticket }) => ticket))
    this.#waiting = asked.filter(({ ticket }) => !tickets.has(ticket))
    return decided
  }

  /** Under the trial's own cap, and under those on real spend that the contender's bills count against. */
  #judge({ contenderId, worstCaseMicros, reservedAt }: Reservation, standing: TrialSpend): Admission {
    const { budgetMicros } = this.#trial.plan
    const { budgets, reservations } = this.#store
    const own = budgetMicros === null ? [] : [{ name: 'budget', capMicros: budgetMicros, ...standing }]
    const billed = reservations.billedAccounts(this.#trial.id, contenderId)
    const judged = judgeCaps(capsOn(billed, budgets.used(reservedAt.slice(0, 7))), worstCaseMicros, {
      store: this.#store,
    })
    if (!judged.ok) return { ok: false, message: `Not sent: ${judged.reason}` }
    const verdict = judgeSend([...own, ...judged.standings], worstCaseMicros)
    return verdict.ok ? verdict : { ok: false, message: verdict.message }
  }
}
