/**
 * A price id that begins like this is that of one rented machine: `rental/` and the rental's id. Not in `rental.ts`, because the
 * page reads it and is built without zod.
 */
export const RENTAL_PRICE_PREFIX = 'rental/'
