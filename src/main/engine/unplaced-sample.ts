import type { PlannedSample } from '#shared/domain/plan.ts'

/** A sample of the order before it has its place. */
export type UnplacedSample = Omit<PlannedSample, 'position'>
