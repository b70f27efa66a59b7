/**
 * Workflows that were imported or described once. A trial keeps its own copy in its frozen plan, so nothing refers to this
 * table, and a workflow can be changed or removed without touching what was measured with it.
 */
export const workflows = `
CREATE TABLE workflows (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)) -- last, so that a list never reads its pages
) STRICT, WITHOUT ROWID;
`
