/**
 * Rented machines, each with its meter. What queries need is generated from the one document, so that the two can't disagree. A
 * rental counts as spent on the UTC day on which it was launched.
 */
export const rentals = `
CREATE TABLE rentals (
  id TEXT PRIMARY KEY,
  tag TEXT NOT NULL GENERATED ALWAYS AS (rental ->> '$.tag') STORED,
  open INTEGER NOT NULL GENERATED ALWAYS AS ((rental ->> '$.state') NOT IN ('ended', 'failed', 'lost')) STORED,
  day TEXT NOT NULL GENERATED ALWAYS AS (substr(rental ->> '$.launchedAt', 1, 10)) STORED,
  amount_micros INTEGER GENERATED ALWAYS AS (rental ->> '$.charge.amountMicros') STORED,
  rental TEXT NOT NULL CHECK (json_valid(rental))
) STRICT;
CREATE INDEX rentals_by_tag ON rentals (tag);
CREATE INDEX rentals_open ON rentals (id) WHERE open = 1;
CREATE INDEX rentals_by_day ON rentals (day, amount_micros);
`
