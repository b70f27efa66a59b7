/**
 * A trial is run in one or more sittings; until now each had one. A sample that is asked again is stored beside the one before, which
 * then names it in `superseded_by`: one sample a position is the newest, and one that gave a picture is never superseded. What came of
 * a sample before its job was accepted is kept with the job, so that a later sitting can tell the whole of it.
 */
export const sittings = `
CREATE TABLE sittings (
  trial_id TEXT NOT NULL REFERENCES trials (id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  offset_ms REAL NOT NULL,
  process_id INTEGER NOT NULL,
  environment TEXT NOT NULL CHECK (json_valid(environment)),
  ending TEXT,
  reason TEXT,
  replaced_plan TEXT CHECK (replaced_plan IS NULL OR json_valid(replaced_plan)), -- of the trial until this sitting extended it
  PRIMARY KEY (trial_id, number)
) STRICT;
INSERT INTO sittings (trial_id, number, kind, started_at, ended_at, offset_ms, process_id, environment, ending, reason)
SELECT id, 1, 'start', started_at, finished_at, 0, process_id, environment, nullif(status, 'running'), status_reason FROM trials;

CREATE TABLE sleeps (
  trial_id TEXT NOT NULL,
  sitting_number INTEGER NOT NULL,
  at_ms REAL NOT NULL,
  length_ms REAL NOT NULL,
  FOREIGN KEY (trial_id, sitting_number) REFERENCES sittings (trial_id, number)
) STRICT;
CREATE INDEX sleeps_by_sitting ON sleeps (trial_id, sitting_number, at_ms);

ALTER TABLE samples ADD COLUMN superseded_by TEXT;
DROP INDEX samples_by_position;
CREATE UNIQUE INDEX samples_by_position ON samples (trial_id, position) WHERE superseded_by IS NULL;
CREATE INDEX superseded_samples ON samples (trial_id, position, started_ms) WHERE superseded_by IS NOT NULL;

ALTER TABLE remote_jobs ADD COLUMN so_far TEXT NOT NULL DEFAULT '{"steps":[],"results":[]}';
`
