/** Contenders whose samples were stopped by a rule of the plan, and how many of them were not sent. */
export const earlyStops = `
CREATE TABLE early_stops (
  trial_id TEXT NOT NULL REFERENCES trials (id),
  contender_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  finding TEXT NOT NULL,
  at_ms REAL NOT NULL,
  unsent_count INTEGER NOT NULL,
  PRIMARY KEY (trial_id, contender_id)
) STRICT, WITHOUT ROWID;
`
