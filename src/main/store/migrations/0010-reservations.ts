/**
 * What is in flight, written down before it is sent: after a crash these rows say which samples may have been asked, and what they
 * may cost. A row goes in the transaction that records its sample.
 *
 * `counted_micros` of a charge is what counts against caps: the amount, or the worst case that was held where the amount is not known.
 * `spend_totals` sums it, so that a decision costs the same whatever is stored already.
 */
export const reservations = `
CREATE TABLE reservations (
  sample_id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL REFERENCES trials (id),
  contender_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  worst_case_micros INTEGER,
  reserved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reservations_by_trial ON reservations (trial_id, worst_case_micros);

ALTER TABLE charges ADD COLUMN counted_micros INTEGER;
UPDATE charges SET counted_micros = amount_micros;

CREATE TABLE spend_totals (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  counted_micros INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
INSERT INTO spend_totals (scope, key, counted_micros)
SELECT 'trial', trial_id, sum(counted_micros) FROM charges WHERE counted_micros IS NOT NULL GROUP BY trial_id;
`
