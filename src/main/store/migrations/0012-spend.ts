/**
 * Money: what each charge counts against budgets, invoices, exchange rates and budgets. A ledger line is one step of one sample,
 * one rented machine, or what an invoice's total for a day holds beyond our own lines; `spend_ledger` reads them from the tables that
 * own them, so that nothing is written twice. A step on a rented machine is no line: the rental's own meter counts its time.
 */
export const spend = `
CREATE TABLE contender_steps (
  trial_id TEXT NOT NULL,
  contender_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  account TEXT NOT NULL, -- an account's id, environment:<provider> or practice:<provider>
  on_rental INTEGER NOT NULL CHECK (on_rental IN (0, 1)),
  PRIMARY KEY (trial_id, contender_id, step),
  FOREIGN KEY (trial_id, contender_id) REFERENCES contenders (trial_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO contender_steps
  SELECT trial_id, contenders.id, step, plan ->> '$.providerId', plan ->> '$.modelId',
    CASE WHEN plan ->> '$.account' IN ('environment', 'practice')
      THEN (plan ->> '$.account') || ':' || (plan ->> '$.providerId') ELSE plan ->> '$.account' END,
    ifnull((plan ->> '$.price.id') GLOB 'rental/*', 0)
  FROM contenders JOIN (
    SELECT trials.id AS trial_id, c.value ->> '$.id' AS contender_id, 0 AS step, c.value AS plan
    FROM trials, json_each(trials.plan, '$.contenders') c
    UNION ALL
    SELECT trials.id, c.value ->> '$.id', further.key + 1, further.value
    FROM trials, json_each(trials.plan, '$.contenders') c, json_each(c.value, '$.furtherSteps') further
  ) planned USING (trial_id) WHERE planned.contender_id = contenders.id;

ALTER TABLE charges ADD COLUMN contender_id TEXT NOT NULL DEFAULT '';
UPDATE charges SET contender_id = (SELECT contender_id FROM samples WHERE id = sample_id);
ALTER TABLE charges ADD COLUMN covered_by INTEGER; -- the invoice total that holds it
ALTER TABLE sample_steps ADD COLUMN covered_by INTEGER;
CREATE INDEX charges_covered ON charges (covered_by, amount_micros) WHERE covered_by IS NOT NULL;
CREATE INDEX sample_steps_covered ON sample_steps (covered_by, amount_micros) WHERE covered_by IS NOT NULL;

ALTER TABLE rentals ADD COLUMN bound_micros INTEGER; -- the most it can cost up to the end of its lease

CREATE TABLE superseded_charges (
  sample_id TEXT NOT NULL REFERENCES samples (id),
  step INTEGER NOT NULL,
  number INTEGER NOT NULL,
  amount_micros INTEGER,
  basis TEXT NOT NULL,
  price_id TEXT,
  evidence TEXT NOT NULL,
  superseded_at TEXT NOT NULL,
  import_id TEXT NOT NULL REFERENCES invoice_imports (id),
  PRIMARY KEY (sample_id, step, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_imports (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  account TEXT NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  imported_at TEXT NOT NULL,
  UNIQUE (account, file_sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_totals (
  id INTEGER PRIMARY KEY,
  import_id TEXT NOT NULL REFERENCES invoice_imports (id),
  kind TEXT NOT NULL CHECK (kind IN ('total', 'rest')),
  provider_id TEXT NOT NULL,
  account TEXT NOT NULL,
  day TEXT NOT NULL,
  model_id TEXT,
  amount_micros INTEGER NOT NULL,
  line_count INTEGER NOT NULL,
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
  superseded_by TEXT REFERENCES invoice_imports (id)
) STRICT;
CREATE INDEX invoice_totals_by_day ON invoice_totals (account, day);

CREATE TABLE invoice_lines (
  line_key TEXT PRIMARY KEY, -- SHA-256 of the account, what the line says, and its number among lines that say the same
  import_id TEXT NOT NULL REFERENCES invoice_imports (id),
  line_number INTEGER NOT NULL,
  day TEXT NOT NULL,
  amount_text TEXT NOT NULL, -- as it stands in the file
  amount_usd TEXT NOT NULL, -- exact
  currency TEXT NOT NULL,
  rate_per_usd TEXT,
  request_id TEXT,
  model TEXT,
  quantity TEXT,
  description TEXT,
  sample_id TEXT REFERENCES samples (id),
  step INTEGER,
  total_id INTEGER REFERENCES invoice_totals (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_lines_by_sample ON invoice_lines (sample_id, step) WHERE sample_id IS NOT NULL;

CREATE TABLE exchange_rates (
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  day TEXT NOT NULL,
  rate_per_usd TEXT NOT NULL, -- a decimal, as typed
  source TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE budgets (
  scope TEXT PRIMARY KEY, -- all, month, or account/<account>
  cap_micros INTEGER NOT NULL CHECK (cap_micros > 0),
  unknown_micros INTEGER, -- what an unknown charge without a worst case counts as
  alert_shares TEXT NOT NULL CHECK (json_valid(alert_shares)),
  set_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE budget_alerts (
  scope TEXT NOT NULL, -- all, month/<YYYY-MM>, or account/<account>
  cap_micros INTEGER NOT NULL,
  share REAL NOT NULL,
  spent_micros INTEGER NOT NULL,
  reached_at TEXT NOT NULL,
  PRIMARY KEY (scope, cap_micros, share)
) STRICT, WITHOUT ROWID;

ALTER TABLE spend_totals ADD COLUMN held_micros INTEGER NOT NULL DEFAULT 0;
-- Charges and holds of which not even a worst case is known.
ALTER TABLE spend_totals ADD COLUMN unbounded_count INTEGER NOT NULL DEFAULT 0;

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
  SELECT 'rental', id, 0, day, rental ->> '$.trialId', NULL, rental ->> '$.providerId', rental ->> '$.accountId',
    rental ->> '$.request.machine', 0, amount_micros, rental ->> '$.charge.basis', rental ->> '$.charge.priceId',
    rental ->> '$.charge.evidence', NULL
  FROM rentals
  UNION ALL
  SELECT 'invoice', cast(t.id AS TEXT), 0, t.day, NULL, NULL, t.provider_id, t.account, t.model_id, 0,
    t.amount_micros
      - ifnull((SELECT sum(amount_micros) FROM charges WHERE covered_by = t.id), 0)
      - ifnull((SELECT sum(amount_micros) FROM sample_steps WHERE covered_by = t.id), 0),
    'invoiced', NULL, 'total of an invoice for the day, less our own lines that it holds', NULL
  FROM invoice_totals t WHERE t.counted = 1 AND t.superseded_by IS NULL;

-- As \`count-charge.ts\`, \`count-hold.ts\` and \`count-rental.ts\` count, for what is stored already.
DELETE FROM spend_totals;
WITH steps AS (
  SELECT c.sample_id, s.account, s.on_rental, c.amount_micros
  FROM charges c JOIN contender_steps s ON s.trial_id = c.trial_id AND s.contender_id = c.contender_id AND s.step = 0
  WHERE NOT EXISTS (SELECT 1 FROM sample_steps p WHERE p.sample_id = c.sample_id)
  UNION ALL
  SELECT p.sample_id, s.account, s.on_rental, p.amount_micros
  FROM sample_steps p
    JOIN charges c ON c.sample_id = p.sample_id
    JOIN contender_steps s ON s.trial_id = c.trial_id AND s.contender_id = c.contender_id AND s.step = p.step
), known AS (
  SELECT sample_id, ifnull(sum(amount_micros), 0) AS micros FROM steps GROUP BY sample_id
), scoped AS (
  SELECT sample_id, 'account' AS scope, account AS key, amount_micros FROM steps WHERE on_rental = 0
  UNION ALL SELECT sample_id, 'all', '', amount_micros FROM steps WHERE on_rental = 0
  UNION ALL SELECT sample_id, 'month', substr((SELECT day FROM charges c WHERE c.sample_id = steps.sample_id), 1, 7), amount_micros
    FROM steps WHERE on_rental = 0
), billed AS (
  SELECT scope, key, c.counted_micros AS worst, k.micros AS known, ifnull(sum(scoped.amount_micros), 0) AS micros,
    sum(scoped.amount_micros IS NULL) AS unknown
  FROM scoped JOIN charges c ON c.sample_id = scoped.sample_id JOIN known k ON k.sample_id = scoped.sample_id
  WHERE c.practice = 0 GROUP BY scoped.sample_id, scope, key
), rented AS (
  SELECT rental ->> '$.accountId' AS account, substr(day, 1, 7) AS month, ifnull(amount_micros, 0) AS micros,
    open = 1 OR amount_micros IS NULL AS unbounded FROM rentals
), held AS (
  SELECT r.trial_id, substr(r.reserved_at, 1, 7) AS month, r.worst_case_micros AS worst, s.account, s.step, s.on_rental, c.practice,
    s.step = (SELECT min(step) FROM contender_steps m
      WHERE m.trial_id = r.trial_id AND m.contender_id = r.contender_id AND m.on_rental = 0) AS once,
    s.step = (SELECT min(step) FROM contender_steps m
      WHERE m.trial_id = r.trial_id AND m.contender_id = r.contender_id AND m.account = s.account AND m.on_rental = 0) AS once_an_account
  FROM reservations r
    JOIN contenders c ON c.trial_id = r.trial_id AND c.id = r.contender_id
    JOIN contender_steps s ON s.trial_id = r.trial_id AND s.contender_id = r.contender_id
)
INSERT INTO spend_totals (scope, key, counted_micros, held_micros, unbounded_count)
  SELECT scope, key, sum(counted), sum(held), sum(unbounded)
  FROM (
    SELECT 'trial' AS scope, trial_id AS key, ifnull(counted_micros, 0) AS counted, 0 AS held, counted_micros IS NULL AS unbounded
      FROM charges
    UNION ALL SELECT scope, key,
        micros + iif(unknown > 0 AND worst IS NOT NULL, max(0, worst - known), 0), 0, iif(worst IS NULL, unknown, 0)
      FROM billed
    UNION ALL SELECT 'all', '', micros, 0, unbounded FROM rented
    UNION ALL SELECT 'month', month, micros, 0, unbounded FROM rented
    UNION ALL SELECT 'account', account, micros, 0, unbounded FROM rented
    UNION ALL SELECT 'trial', trial_id, 0, ifnull(worst, 0), worst IS NULL FROM held WHERE step = 0
    UNION ALL SELECT 'all', '', 0, ifnull(worst, 0), worst IS NULL FROM held WHERE once AND practice = 0
    UNION ALL SELECT 'month', month, 0, ifnull(worst, 0), worst IS NULL FROM held WHERE once AND practice = 0
    UNION ALL SELECT 'account', account, 0, ifnull(worst, 0), worst IS NULL FROM held WHERE once_an_account AND on_rental = 0 AND practice = 0
  ) GROUP BY scope, key;
`
