/**
 * Judge models: runs, the pairs that each was planned to be asked, and its calls. Apart from the votes of people. A call is written down
 * before it is sent, with its worst case, and is a line of the ledger once it is over; `spend_ledger` is made anew to hold it.
 */
export const judges = `
CREATE TABLE judge_runs (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL REFERENCES trials (id),
  account TEXT NOT NULL, -- an account's id, environment:<provider> or practice:<provider>
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  seed INTEGER NOT NULL,
  prompt_version INTEGER NOT NULL,
  prompt_sha256 TEXT NOT NULL,
  picture_side INTEGER NOT NULL,
  worst_case_micros INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  status TEXT NOT NULL,
  status_reason TEXT,
  ended_at TEXT,
  process_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX judge_runs_by_trial ON judge_runs (trial_id, started_at);

CREATE TABLE judge_pairs (
  run_id TEXT NOT NULL REFERENCES judge_runs (id),
  number INTEGER NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  first_sample_id TEXT NOT NULL REFERENCES samples (id),
  first_contender_id TEXT NOT NULL,
  second_sample_id TEXT NOT NULL REFERENCES samples (id),
  second_contender_id TEXT NOT NULL,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE judge_calls (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES judge_runs (id),
  pair INTEGER NOT NULL,
  question TEXT NOT NULL,
  shown_order TEXT NOT NULL CHECK (shown_order IN ('as-planned', 'swapped')),
  worst_case_micros INTEGER NOT NULL,
  asked_at TEXT NOT NULL,
  day TEXT NOT NULL GENERATED ALWAYS AS (substr(asked_at, 1, 10)) STORED,
  -- All from here on is null while the call is in flight.
  answered_at TEXT,
  finding TEXT,
  reason TEXT,
  answer TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  answering_model TEXT,
  request_id TEXT,
  amount_micros INTEGER,
  basis TEXT,
  price_id TEXT,
  evidence TEXT,
  covered_by INTEGER, -- the invoice total that holds it
  FOREIGN KEY (run_id, pair) REFERENCES judge_pairs (run_id, number),
  CHECK ((answered_at IS NULL) = (finding IS NULL) AND (finding IS NULL) = (basis IS NULL) AND (basis IS NULL) = (evidence IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX judge_calls_by_run ON judge_calls (run_id, pair);
CREATE INDEX judge_calls_by_day ON judge_calls (day);
CREATE INDEX judge_calls_covered ON judge_calls (covered_by, amount_micros) WHERE covered_by IS NOT NULL;
-- What was answered for good is asked once.
CREATE UNIQUE INDEX judge_calls_answered ON judge_calls (run_id, pair, question, shown_order)
  WHERE finding IS NULL OR finding NOT IN ('failed', 'interrupted');

DROP VIEW spend_ledger;
CREATE VIEW spend_ledger AS
  SELECT 'sample' AS kind, c.sample_id AS line_id, s.step, c.day, c.trial_id, c.contender_id, s.provider_id, s.account,
    s.model_id, c.practice, c.amount_micros, c.basis, c.price_id, c.evidence, c.covered_by
  FROM charges c JOIN contender_steps s ON s.trial_id = c.trial_id AND s.contender_id = c.contender_id AND s.step = 0
  WHERE s.on_rental = 0 AND NOT EXISTS (SELECT 1 FROM sample_steps p WHERE p.sample_id = c.sample_id)
  UNION ALL
  SELECT 'sample', p.sample_id, p.step, c.day, c.trial_id, c.contender_id, s.provider_id, s.account,
    s.model_id, c.practice, p.amount_micros, p.basis, p.price_id, p.evidence, p.covered_by
  FROM sample_steps p
    JOIN charges c ON c.sample_id = p.sample_id
    JOIN contender_steps s ON s.trial_id = c.trial_id AND s.contender_id = c.contender_id AND s.step = p.step
  WHERE s.on_rental = 0
  UNION ALL
  SELECT 'judge', j.id, 0, j.day, r.trial_id, NULL, r.provider_id, r.account, r.model_id, r.practice, j.amount_micros, j.basis,
    j.price_id, j.evidence, j.covered_by
  FROM judge_calls j JOIN judge_runs r ON r.id = j.run_id WHERE j.finding IS NOT NULL
  UNION ALL
  SELECT 'rental', id, 0, day, rental ->> '$.trialId', NULL, rental ->> '$.providerId', rental ->> '$.accountId',
    rental ->> '$.request.machine', 0, amount_micros, rental ->> '$.charge.basis', rental ->> '$.charge.priceId',
    rental ->> '$.charge.evidence', NULL
  FROM rentals
  UNION ALL
  SELECT 'invoice', cast(t.id AS TEXT), 0, t.day, NULL, NULL, t.provider_id, t.account, t.model_id, 0,
    t.amount_micros
      - ifnull((SELECT sum(amount_micros) FROM charges WHERE covered_by = t.id), 0)
      - ifnull((SELECT sum(amount_micros) FROM sample_steps WHERE covered_by = t.id), 0)
      - ifnull((SELECT sum(amount_micros) FROM judge_calls WHERE covered_by = t.id), 0),
    'invoiced', NULL, 'total of an invoice for the day, less our own lines that it holds', NULL
  FROM invoice_totals t WHERE t.counted = 1 AND t.superseded_by IS NULL;
`
