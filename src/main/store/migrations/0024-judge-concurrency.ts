/** How many calls a judge has in flight at once. Until it could be said, one followed the other. */
export const judgeConcurrency = `
UPDATE judge_runs SET settings = json_set(settings, '$.concurrency', 1);
`
