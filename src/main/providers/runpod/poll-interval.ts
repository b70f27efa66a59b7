/** 2,000 questions in 10 s are allowed for each endpoint; one or two a second are polite. */
export const POLL_INTERVAL_MS = 500
