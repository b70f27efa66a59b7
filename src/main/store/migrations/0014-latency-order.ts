/**
 * Latencies of each contender in ascending order, so that an order statistic is a step along an index: nothing is sorted, and no
 * row is read. `disturbance` stands in it, because what a condition of the index says of NULL does not save SQLite the row.
 */
export const latencyOrder = `
CREATE INDEX samples_by_latency ON samples (trial_id, contender_id, latency_ms, disturbance)
WHERE outcome = 'succeeded' AND role = 'measure';
`
