import { AssayError } from '#shared/errors.ts'
import { procedures } from './base.ts'

export const currency = {
  list: procedures.currency.list.handler(({ context: { store } }) => store.exchangeRates.list()),
  set: procedures.currency.set.handler(({ input, context: { ports, store } }) => {
    const rate = { ...input, enteredAt: ports.clock.now().toISOString() }
    store.exchangeRates.put(rate)
    return rate
  }),
  remove: procedures.currency.remove.handler(({ input: { currency: code, day }, context: { store } }) => {
    if (!store.exchangeRates.remove(code, day)) {
      throw new AssayError('NOT_FOUND', `There is no rate of ${code} from ${day}. Nothing was removed.`)
    }
    return { removed: true as const }
  }),
}
