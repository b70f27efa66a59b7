/**
 * Prompt sets in versions. A version is written once: what is saved later is the next one, and the database itself refuses a
 * change. A trial keeps its own copy in its frozen plan, so nothing refers to these tables.
 */
export const promptSets = `
CREATE TABLE prompt_sets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE prompt_set_versions (
  prompt_set_id TEXT NOT NULL REFERENCES prompt_sets (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at TEXT NOT NULL,
  description TEXT NOT NULL,
  prompt_count INTEGER NOT NULL CHECK (prompt_count >= 1),
  prompts TEXT NOT NULL CHECK (json_valid(prompts)), -- last, so that a list never reads its pages
  UNIQUE (prompt_set_id, version)
) STRICT;

CREATE TRIGGER prompt_set_versions_never_change BEFORE UPDATE ON prompt_set_versions
BEGIN
  SELECT RAISE(ABORT, 'A version of a prompt set never changes.');
END;
`
