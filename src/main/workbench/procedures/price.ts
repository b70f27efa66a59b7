import { listPrices, removePrice, savePrice } from '../price-book.ts'
import { procedures } from './base.ts'

export const price = {
  list: procedures.price.list.handler(({ context }) => listPrices(context)),
  save: procedures.price.save.handler(({ input, context }) => savePrice(input, context)),
  remove: procedures.price.remove.handler(({ input, context }) => {
    removePrice(input.priceId, context)
    return { removed: true as const }
  }),
}
