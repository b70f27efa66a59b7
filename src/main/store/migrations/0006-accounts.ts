/**
 * Accounts: everything about a set of credentials but the secrets. Those are in the vault; here stands only which ones are set.
 * Trials name accounts in their frozen plans and keep what they need, so nothing refers to this table.
 */
export const accounts = `
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  provider_id TEXT NOT NULL,
  label TEXT NOT NULL,
  base_url TEXT,
  region TEXT,
  tier TEXT,
  concurrency INTEGER,
  certificate_sha256 TEXT,
  tunnel TEXT, -- JSON
  fields_set TEXT NOT NULL, -- JSON
  plain_fields TEXT NOT NULL, -- JSON
  created_at TEXT NOT NULL,
  last_check TEXT -- JSON
) STRICT, WITHOUT ROWID;
`
