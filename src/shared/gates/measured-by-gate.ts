import type { ContenderAnalysis, Estimate } from '../domain/analysis.ts'
import type { GateName } from '../domain/trial-gate.ts'
import type { Quantity } from '../units/write-estimate.ts'
import { countText } from '../units/count-text.ts'

interface GateDescription {
  side: 'max' | 'min'
  quantity: Extract<Quantity, 'latency' | 'moneyPerImage' | 'share'>
  /** What is measured, as the subject of a sentence. */
  subject: string
  measured: (contender: ContenderAnalysis) => Estimate
  /** Why it is not known where the estimate says no more than that. */
  missing: (contender: ContenderAnalysis) => string
}

/** The one list of all gates: what each one looks at in the analysis of a contender. */
export const GATES: Readonly<Record<GateName, GateDescription>> = {
  'max-p50': latencyGate('p50', 'the median latency'),
  'max-p95': latencyGate('p95', 'the p95 latency'),
  'max-cost-per-image': {
    side: 'max',
    quantity: 'moneyPerImage',
    subject: 'the cost per image',
    measured: ({ costPerImageMicros }) => costPerImageMicros,
    missing: ({ costPerImageMicros }) => unreportedCharges(costPerImageMicros),
  },
  'max-cost-per-usable': {
    side: 'max',
    quantity: 'moneyPerImage',
    subject: 'the cost per usable image',
    measured: ({ gates }) => gates.costPerUsableMicros,
    missing: ({ gates }) => (gates.open > 0 ? unexamined(gates.open) : unreportedCharges(gates.costPerUsableMicros)),
  },
  'min-success': {
    side: 'min',
    quantity: 'share',
    subject: 'the success rate',
    measured: ({ successRate }) => successRate,
    missing: () => 'no sample was answered',
  },
  'min-usable': {
    side: 'min',
    quantity: 'share',
    subject: 'the share of usable pictures',
    measured: ({ costMeasures }) => costMeasures.usableShare,
    missing: ({ gates }) => unexamined(gates.open),
  },
  'max-cold-start-penalty': {
    side: 'max',
    quantity: 'latency',
    subject: 'what a cold start adds',
    measured: ({ coldStart }) => coldStart?.penaltyMs ?? { state: 'unknown', count: 0 },
    missing: () => 'the plan has no probes after idling',
  },
}

function latencyGate(percentile: 'p50' | 'p95', subject: string): GateDescription {
  return {
    side: 'max',
    quantity: 'latency',
    subject,
    measured: ({ latency }) => latency[percentile],
    missing: () => 'it was not measured',
  }
}

function unreportedCharges({ count }: Estimate): string {
  return `${countText(count, 'charge')} ${count === 1 ? 'is' : 'are'} not reported`
}

function unexamined(count: number): string {
  return `${countText(count, 'picture')} ${count === 1 ? 'is' : 'are'} not examined yet`
}
