/**
 * The first schema: a trial with its frozen plan and stored permutation, and each sample with its attempts, exchanges,
 * images and charge. Times named `_ms` are REAL milliseconds on the trial's own time line; `_at` are ISO 8601 UTC texts;
 * money is INTEGER micro-dollars, and NULL where it is not known.
 */
export const trialsAndSamples = `
CREATE TABLE trials (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  status_reason TEXT,
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  sample_count INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  process_id INTEGER NOT NULL,
  environment TEXT NOT NULL,
  plan TEXT NOT NULL -- last, so that a list of trials never reads its pages
) STRICT;
CREATE INDEX trials_by_start ON trials (started_at, id);
CREATE INDEX trials_by_status ON trials (status);

CREATE TABLE contenders (
  trial_id TEXT NOT NULL REFERENCES trials (id),
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  PRIMARY KEY (trial_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contenders_by_model ON contenders (provider_id, model_id, practice);

CREATE TABLE planned_samples (
  trial_id TEXT NOT NULL REFERENCES trials (id),
  position INTEGER NOT NULL,
  contender_id TEXT NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  PRIMARY KEY (trial_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE samples (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL,
  contender_id TEXT NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  position INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  due_ms REAL NOT NULL,
  started_ms REAL NOT NULL,
  finished_ms REAL NOT NULL,
  latency_ms REAL NOT NULL,
  service_ms REAL NOT NULL,
  held_back_ms REAL NOT NULL,
  polling_slack_ms REAL,
  digest_ms REAL,
  outcome TEXT NOT NULL,
  failure_class TEXT,
  failure_message TEXT,
  failure_status INTEGER,
  failure_raw_body TEXT,
  warnings TEXT NOT NULL,
  FOREIGN KEY (trial_id, contender_id) REFERENCES contenders (trial_id, id),
  CHECK ((failure_class IS NULL) = (failure_message IS NULL))
) STRICT;
CREATE UNIQUE INDEX samples_by_position ON samples (trial_id, position);
CREATE INDEX samples_by_contender ON samples (trial_id, contender_id, outcome, service_ms);

CREATE TABLE attempts (
  sample_id TEXT NOT NULL REFERENCES samples (id),
  number INTEGER NOT NULL,
  started_ms REAL NOT NULL,
  finished_ms REAL NOT NULL,
  failure_class TEXT,
  failure_message TEXT,
  failure_status INTEGER,
  failure_raw_body TEXT,
  reported_queue_ms REAL,
  reported_inference_ms REAL,
  reported_cost_micros INTEGER,
  reported_seed TEXT,
  reported_request_id TEXT,
  reported_job_id TEXT,
  reported_cold INTEGER CHECK (reported_cold IN (0, 1)),
  PRIMARY KEY (sample_id, number),
  CHECK ((failure_class IS NULL) = (failure_message IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE exchanges (
  sample_id TEXT NOT NULL,
  attempt_number INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  started_ms REAL NOT NULL,
  total_ms REAL NOT NULL,
  blocked_ms REAL,
  dns_ms REAL,
  connect_ms REAL,
  tls_ms REAL,
  send_ms REAL,
  wait_ms REAL,
  receive_ms REAL,
  status INTEGER,
  socket_reused INTEGER CHECK (socket_reused IN (0, 1)),
  remote_address TEXT,
  bytes_out INTEGER NOT NULL,
  bytes_in INTEGER NOT NULL,
  request_id TEXT,
  PRIMARY KEY (sample_id, attempt_number, ordinal),
  FOREIGN KEY (sample_id, attempt_number) REFERENCES attempts (sample_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_images (
  sample_id TEXT NOT NULL REFERENCES samples (id),
  ordinal INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES images (sha256),
  flags TEXT NOT NULL,
  PRIMARY KEY (sample_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE charges (
  sample_id TEXT PRIMARY KEY REFERENCES samples (id),
  trial_id TEXT NOT NULL REFERENCES trials (id),
  day TEXT NOT NULL,
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  amount_micros INTEGER,
  basis TEXT NOT NULL,
  price_id TEXT,
  evidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX charges_by_day ON charges (day, practice, amount_micros);
CREATE INDEX charges_by_trial ON charges (trial_id, amount_micros);

CREATE TABLE remote_jobs (
  sample_id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL REFERENCES trials (id),
  contender_id TEXT NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  position INTEGER NOT NULL,
  job_id TEXT NOT NULL,
  status_url TEXT,
  submitted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_jobs_by_trial ON remote_jobs (trial_id, position);
`
