import type { Calibration } from '#shared/domain/calibration.ts'
import { percentileEstimate, PERCENTILES } from '#shared/stats/percentile.ts'

/** A calibration whose errors are spread evenly around a median, in milliseconds. */
export function exampleCalibration(medianMs: number, changes: Partial<Calibration> = {}): Calibration {
  const errors = Array.from({ length: 201 }, (_, index) => medianMs + (index - 100) / 100)
  return {
    calibratedAt: '2026-11-14T09:12:00.000Z',
    concurrency: 6,
    pictureBytes: 200_000,
    serviceMs: 24,
    sampleCount: errors.length,
    matchedCount: errors.length,
    error: {
      p50: percentileEstimate(errors, PERCENTILES.p50),
      p95: percentileEstimate(errors, PERCENTILES.p95),
      p99: percentileEstimate(errors, PERCENTILES.p99),
      maxMs: Math.max(...errors),
    },
    eventLoopLag: { p50Ms: 0.1, p99Ms: 1.9, maxMs: 4.2 },
    assayVersion: '0.1.0',
    runtime: 'node 24.21.0',
    processor: 'a processor',
    cores: 2,
    ...changes,
  }
}
