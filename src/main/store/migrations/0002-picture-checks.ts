/**
 * What looking into each picture found: one row for each check, with the version and the parameters it was made with; `result`
 * holds at least `flags`. It belongs to the picture, not to a sample. A picture without rows has not been examined yet.
 *
 * Until now pictures were decoded before their sample was stored, and what was found stands among the flags of
 * `sample_images`. So they are examined: their rows say what those flags say. The flags themselves stay.
 */
export const pictureChecks = `
CREATE TABLE picture_checks (
  sha256 TEXT NOT NULL REFERENCES images (sha256),
  check_name TEXT NOT NULL,
  check_version INTEGER NOT NULL CHECK (check_version >= 1),
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  result TEXT NOT NULL CHECK (json_valid(result)),
  PRIMARY KEY (sha256, check_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX sample_images_by_picture ON sample_images (sha256);

INSERT INTO picture_checks (sha256, check_name, check_version, parameters, result)
SELECT sha256, 'decodes', 1, '{"maximumPixels":64000000}', '{"flags":[],"reason":null}' FROM images;

INSERT INTO picture_checks (sha256, check_name, check_version, parameters, result)
SELECT sha256, kind.name, 1, kind.parameters,
  CASE WHEN EXISTS (
    SELECT 1 FROM sample_images, json_each(sample_images.flags) AS flag
    WHERE sample_images.sha256 = images.sha256 AND flag.value = kind.name
  ) THEN json_object('flags', json_array(kind.name), 'reason', NULL) ELSE '{"flags":[],"reason":null}' END
FROM images, (
  SELECT 'black' AS name, '{"glanceSide":113,"exactSide":1024,"mean":4,"spread":3}' AS parameters
  UNION ALL SELECT 'blank', '{"glanceSide":113,"exactSide":1024,"spread":2}'
) AS kind;
`
