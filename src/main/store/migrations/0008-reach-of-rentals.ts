/**
 * How a rental's worker is reached, and how long it may take to answer. Those that were launched before are reached at their own
 * addresses, and nobody agreed to end them for being slow.
 */
export const reachOfRentals = `
UPDATE rentals SET rental = json_set(rental, '$.ssh', NULL, '$.hostKeySha256', NULL, '$.workerTrouble', NULL);
UPDATE rentals
SET rental = json_set(rental, '$.request.reach', json('{"by":"address"}'), '$.request.startMinutes', NULL)
WHERE json_type(rental, '$.request') = 'object';
`
