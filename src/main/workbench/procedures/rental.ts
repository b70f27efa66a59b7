import { endOrphan, endRental, extendRental, findOffers, launchRental } from '../rent-machine.ts'
import { findRental } from '../create-rentals.ts'
import { procedures } from './base.ts'

export const rental = {
  offers: procedures.rental.offers.handler(({ input, context }) => findOffers(input, context)),
  launch: procedures.rental.launch.handler(({ input, context }) => launchRental(input, context)),
  list: procedures.rental.list.handler(({ context: { rentals, store } }) => {
    const desk = rentals.desk()
    return store.rentals.list().map((found) => desk.metered(found))
  }),
  get: procedures.rental.get.handler(({ input, context }) =>
    context.rentals.desk().metered(findRental(input.rentalId, context)),
  ),
  end: procedures.rental.end.handler(({ input, context }) => endRental(input.rentalId, context)),
  extend: procedures.rental.extend.handler(({ input, context }) =>
    extendRental(input.rentalId, new Date(input.expiresAt), context),
  ),
  orphans: procedures.rental.orphans.handler(({ input, context }) => context.rentals.orphans(input.again)),
  endOrphan: procedures.rental.endOrphan.handler(({ input, context }) => endOrphan(input, context)),
}
