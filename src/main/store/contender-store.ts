import type { Database } from 'better-sqlite3'
import { accountKey } from '#shared/domain/account-key.ts'
import type { Contender, ContenderStep } from '#shared/domain/plan.ts'
import { RENTAL_PRICE_PREFIX } from '#shared/domain/rental-price.ts'

interface ContenderRecord {
  trialId: string
  id: string
  position: number
  name: string
  providerId: string
  modelId: string
  practice: 0 | 1
}

interface StepRecord {
  trialId: string
  contenderId: string
  step: number
  providerId: string
  modelId: string
  account: string
  onRental: 0 | 1
}

/** Owner of `contenders` and `contender_steps`. */
export function createContenderStore(database: Database) {
  const insertContender = database.prepare<ContenderRecord>(`
    INSERT INTO contenders (trial_id, id, position, name, provider_id, model_id, practice)
    VALUES (@trialId, @id, @position, @name, @providerId, @modelId, @practice)`)
  const insertStep = database.prepare<StepRecord>(`
    INSERT INTO contender_steps (trial_id, contender_id, step, provider_id, model_id, account, on_rental)
    VALUES (@trialId, @contenderId, @step, @providerId, @modelId, @account, @onRental)`)

  return {
    /** Part of the transaction that creates or extends a trial. */
    add(trialId: string, contender: Contender): void {
      const { id, position, name, providerId, modelId, account } = contender
      insertContender.run({
        trialId,
        id,
        position,
        name,
        providerId,
        modelId,
        practice: account === 'practice' ? 1 : 0,
      })
      for (const [step, planned] of [contender, ...contender.furtherSteps].entries()) {
        insertStep.run({ trialId, contenderId: id, step, ...billingOf(planned) })
      }
    },
  }
}

/** Whose bill a step is on. */
function billingOf({
  providerId,
  modelId,
  account,
  price,
}: ContenderStep): Omit<StepRecord, 'trialId' | 'contenderId' | 'step'> {
  const onRental = price?.id.startsWith(RENTAL_PRICE_PREFIX) === true
  return { providerId, modelId, account: accountKey(account, providerId), onRental: onRental ? 1 : 0 }
}
