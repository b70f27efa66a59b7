import { openStore } from '#main/store/open-store.ts'
import { exampleSample, exampleTrial } from '../unit/store/examples.ts'

/**
 * Writes a trial of half real, half practice samples into a data folder that a server has open, over the days of this month up to today;
 * of the real ones every fortieth has an amount that nobody told.
 */
export function fillLedger(directory: string, count: number, id: string): void {
  const now = new Date()
  const store = openStore({ directory, clock: { now: () => now } })
  try {
    store.trials.create(exampleTrial({ id, startedAt: now.toISOString(), status: 'finished' }), [], 1)
    const month = now.toISOString().slice(0, 7)
    const samples = Array.from({ length: count }, (_, position) => {
      const day = String(1 + (position % now.getUTCDate())).padStart(2, '0')
      return exampleSample(position, {
        id: `${id}-${String(position).padStart(6, '0')}`,
        trialId: id,
        position,
        startedAt: `${month}-${day}T00:00:${String(position % 60).padStart(2, '0')}.000Z`,
        attempts: [],
        images: [],
        charge: {
          amountMicros: position % 80 === 40 ? null : 1500 + (position % 7) * 100,
          basis: position % 4 === 0 ? 'reported' : 'listed',
          priceId: 'novita/flux',
          evidence: '1 image × $0.0015',
        },
      })
    })
    store.samples.recordTogether(samples)
  } finally {
    store.close()
  }
}
