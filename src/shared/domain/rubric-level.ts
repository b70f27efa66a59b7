/** The best level of a rubric; the worst is 0. Kept apart from the schemas, so that the page can score without carrying zod. */
export const MOST_LEVEL = 4
