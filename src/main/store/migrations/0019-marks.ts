/** What someone noted of a sample by eye. A sample without a row has no mark. */
export const marks = `
CREATE TABLE marks (
  sample_id TEXT PRIMARY KEY REFERENCES samples (id),
  stars INTEGER,
  verdict TEXT,
  tags TEXT NOT NULL,
  note TEXT NOT NULL,
  marked_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
