/** Blind votes: sessions of reviewers, and what they said. A vote that was taken back stays, and says when. */
export const votes = `
CREATE TABLE vote_sessions (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL REFERENCES trials (id),
  reviewer TEXT NOT NULL,
  questions TEXT NOT NULL,
  shown_at_once INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  started_at TEXT NOT NULL
) STRICT;

CREATE INDEX vote_sessions_by_trial ON vote_sessions (trial_id, started_at);

CREATE TABLE votes (
  id INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES vote_sessions (id),
  number INTEGER NOT NULL,
  question TEXT NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  none_is_good INTEGER NOT NULL,
  repeats INTEGER,
  surround TEXT NOT NULL,
  shown_at TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  undone_at TEXT
) STRICT;

-- Of the votes that stand each number is there once; one that was taken back keeps its own.
CREATE UNIQUE INDEX votes_that_stand ON votes (session_id, number) WHERE undone_at IS NULL;

CREATE TABLE vote_pictures (
  vote_id INTEGER NOT NULL REFERENCES votes (id),
  place INTEGER NOT NULL,
  sample_id TEXT NOT NULL REFERENCES samples (id),
  contender_id TEXT NOT NULL,
  rank INTEGER NOT NULL,
  PRIMARY KEY (vote_id, place)
) STRICT, WITHOUT ROWID;
`
