/**
 * What a sample is for, and how samples follow one another. Until now every sample measured, in one closed loop, and every case was
 * a prompt as it stood.
 */
export const rolesAndLoads = `
ALTER TABLE planned_samples ADD COLUMN role TEXT NOT NULL DEFAULT 'measure';
ALTER TABLE planned_samples ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
ALTER TABLE planned_samples ADD COLUMN block INTEGER NOT NULL DEFAULT 0;
ALTER TABLE planned_samples ADD COLUMN arrival_ms REAL;
ALTER TABLE planned_samples ADD COLUMN idle_ms REAL;

ALTER TABLE samples ADD COLUMN role TEXT NOT NULL DEFAULT 'measure';
ALTER TABLE samples ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
ALTER TABLE samples ADD COLUMN block INTEGER NOT NULL DEFAULT 0;
ALTER TABLE samples ADD COLUMN idle_ms REAL;
ALTER TABLE samples ADD COLUMN disturbance TEXT;

UPDATE trials SET plan = json_set(plan,
  '$.load', json('{"kind":"closed"}'),
  '$.stop', json('{"errorWindow":20,"whenSaturated":false}'),
  '$.warmUp', 0,
  '$.coldProbes', NULL,
  '$.blocks', NULL,
  '$.axes', json('[]'),
  '$.cases', json((
    SELECT json_group_array(json_set(value,
      '$.promptIndex', value ->> '$.index', '$.coordinates', json('{}'), '$.parameters', json('{}')))
    FROM json_each(plan, '$.cases')
  )));
`
