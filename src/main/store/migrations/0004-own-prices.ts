/**
 * Prices that the user typed in. A trial keeps the version it used in its frozen plan, so nothing refers to this table, and a
 * price can be changed or removed without touching what was counted with it.
 */
export const ownPrices = `
CREATE TABLE own_prices (
  id TEXT PRIMARY KEY,
  provider_id TEXT NOT NULL,
  price TEXT NOT NULL CHECK (json_valid(price))
) STRICT, WITHOUT ROWID;
`
