/** What someone wants of the contenders of a trial: weights, limits, ratings. A trial without a row has what everybody begins with. */
export const decisions = `
CREATE TABLE decisions (
  trial_id TEXT PRIMARY KEY REFERENCES trials (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  saved_at TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings))
) STRICT, WITHOUT ROWID;
`
