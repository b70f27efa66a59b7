/** Voting files: ballots that somebody judges elsewhere, with whose pictures they show, and the copies whose answers were taken in. */
export const votingFiles = `
CREATE TABLE voting_files (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL REFERENCES trials (id),
  questions TEXT NOT NULL,
  shown_at_once INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE voting_file_ballots (
  file_id TEXT NOT NULL REFERENCES voting_files (id),
  number INTEGER NOT NULL,
  question TEXT NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  repeats INTEGER,
  PRIMARY KEY (file_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE voting_file_pictures (
  file_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  place INTEGER NOT NULL,
  sample_id TEXT NOT NULL REFERENCES samples (id),
  contender_id TEXT NOT NULL,
  PRIMARY KEY (file_id, number, place),
  FOREIGN KEY (file_id, number) REFERENCES voting_file_ballots (file_id, number)
) STRICT, WITHOUT ROWID;

ALTER TABLE vote_sessions ADD COLUMN file_id TEXT REFERENCES voting_files (id);

-- A copy is what one reviewer judges in one browser; it has one session, however often its answers are taken in.
CREATE TABLE voting_file_copies (
  file_id TEXT NOT NULL REFERENCES voting_files (id),
  copy_id TEXT NOT NULL,
  session_id TEXT NOT NULL REFERENCES vote_sessions (id),
  saved_at TEXT NOT NULL,
  PRIMARY KEY (file_id, copy_id)
) STRICT, WITHOUT ROWID;
`
