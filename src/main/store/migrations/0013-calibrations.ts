/**
 * How far off the instrument was, before each trial and whenever someone asked: `outcome` is a `TrialCalibration` as JSON. A trial
 * without a row is older than this. `alpn_protocol` is what TLS agreed on for an exchange; older ones do not know.
 * Of the environment of a trial more is kept than before; older trials do not know that either.
 */
export const calibrations = `
CREATE TABLE calibrations (
  id INTEGER PRIMARY KEY,
  trial_id TEXT UNIQUE REFERENCES trials (id),
  recorded_at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (json_valid(outcome))
) STRICT;
ALTER TABLE exchanges ADD COLUMN alpn_protocol TEXT;
UPDATE trials SET environment = json_set(environment, '$.memoryBytes', NULL, '$.network', NULL, '$.proxySchemes', NULL,
  '$.power', NULL, '$.accounts', NULL);
`
