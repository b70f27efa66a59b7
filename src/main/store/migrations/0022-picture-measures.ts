/**
 * What the soft checks measured in each picture: one row for each, with the version it was made with. `value` is null where it could
 * not be measured, and `reason` says why. What decides a version stands once for all pictures, in `soft_checks`.
 */
export const pictureMeasures = `
CREATE TABLE soft_checks (
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture_measures (
  sha256 TEXT NOT NULL REFERENCES images (sha256),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  value REAL,
  reason TEXT,
  PRIMARY KEY (sha256, name),
  FOREIGN KEY (name, version) REFERENCES soft_checks (name, version)
) STRICT, WITHOUT ROWID;
`
