/** Trials that are repeated every so often, and the times at which they were due. */
export const watches = `
CREATE TABLE watches (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  every_minutes INTEGER NOT NULL CHECK (every_minutes >= 1),
  until TEXT NOT NULL,
  created_at TEXT NOT NULL,
  state TEXT NOT NULL,
  next_at TEXT,
  plan TEXT NOT NULL CHECK (json_valid(plan)), -- last, so that a look for what is due never reads its pages
  CHECK ((state = 'active') = (next_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX watches_due ON watches (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE watch_runs (
  watch_id TEXT NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  missed_count INTEGER NOT NULL,
  trial_id TEXT REFERENCES trials (id),
  problem TEXT,
  PRIMARY KEY (watch_id, number)
) STRICT, WITHOUT ROWID;
`
