/**
 * Pipelines: which step an attempt and a job belong to, what became of a job that was told to stop, and what each step took,
 * cost and gave. A sample of one step has no rows in `sample_steps`: all that could stand there stands in `samples`, `charges` and
 * `sample_images`, which hold the sum, the sum and the pictures of the last step. All samples until now are such.
 */
export const pipelines = `
ALTER TABLE attempts ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN cancellation TEXT;
ALTER TABLE remote_jobs ADD COLUMN step INTEGER NOT NULL DEFAULT 0;

CREATE TABLE sample_steps (
  sample_id TEXT NOT NULL REFERENCES samples (id),
  step INTEGER NOT NULL,
  service_ms REAL NOT NULL,
  amount_micros INTEGER,
  basis TEXT NOT NULL,
  price_id TEXT,
  evidence TEXT NOT NULL,
  PRIMARY KEY (sample_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE step_images (
  sample_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES images (sha256),
  flags TEXT NOT NULL,
  PRIMARY KEY (sample_id, step, ordinal),
  FOREIGN KEY (sample_id, step) REFERENCES sample_steps (sample_id, step)
) STRICT, WITHOUT ROWID;
`
