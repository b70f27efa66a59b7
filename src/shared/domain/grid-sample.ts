import type { SampleRow } from './sample-row.ts'

/**
 * Whether a sample has its place in a grid of cases and contenders. Warm-ups and probes have none, and of a sweep, whose stages ask for the
 * same pictures, the first stage stands for all.
 */
export function standsInGrid({ role, stage }: Pick<SampleRow, 'role' | 'stage'>): boolean {
  return role === 'measure' && stage === 0
}
