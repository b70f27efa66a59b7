import type { SampleRole } from './load.ts'

/** What samples of a role are called, beside their number. */
export const ROLE_WORDS: Record<SampleRole, string> = {
  measure: 'Pictures',
  'warm-up': 'Warm-ups',
  'cold-probe': 'Cold probes',
  'seed-check': 'Seed checks',
}
