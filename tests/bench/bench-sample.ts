import { createHash } from 'node:crypto'
import type { Sample } from '#shared/domain/sample.ts'
import { PLAIN_SAMPLE } from '../support/plain-trial.ts'

/** Digits of the place in the names of a sample and its picture. */
const DIGITS = 7

/**
 * A sample as a managed provider gives it: one attempt, one exchange, one picture, one charge. Contenders alternate, and each
 * case is asked of all of them before the next.
 */
export function benchSample({
  trialId,
  position,
  contenders,
  cases,
}: {
  trialId: string
  position: number
  contenders: readonly string[]
  cases: number
}): Sample {
  const place = String(position).padStart(DIGITS, '0')
  const block = Math.floor(position / contenders.length)
  const dueMs = block * 20
  const latencyMs = 1000 + (position % 97) * 3.25
  const nothing = { queueMs: null, inferenceMs: null, costMicros: null, seed: null, jobId: null, cold: null }
  const images: Sample['images'] = [
    {
      image: { sha256: pictureName(place), format: 'jpeg', width: 1024, height: 1024, sizeBytes: 200_000 },
      flags: [],
    },
  ]
  const charge: Sample['charge'] = { amountMicros: 1500, basis: 'listed', priceId: 'bench/one', evidence: '1 image' }
  return {
    id: `${trialId}-${place}`,
    trialId,
    contenderId: contenders[position % contenders.length] as string,
    caseIndex: block % cases,
    repeat: Math.floor(block / cases),
    position,
    seed: position,
    ...PLAIN_SAMPLE,
    startedAt: '2026-11-22T10:00:00.000Z',
    dueMs,
    startedMs: dueMs + 0.25,
    finishedMs: dueMs + latencyMs,
    latencyMs,
    serviceMs: latencyMs - 0.25,
    heldBackMs: 0,
    pollingSlackMs: null,
    digestMs: 1.5,
    outcome: 'succeeded',
    failure: null,
    warnings: [],
    attempts: [
      {
        number: 1,
        step: 0,
        answer: '{"images":[{"url":"https://pictures.example.com/a.png"}],"seed":7}',
        cancellation: null,
        startedMs: dueMs + 0.25,
        finishedMs: dueMs + latencyMs,
        failure: null,
        reported: { ...nothing, requestId: `request-${place}` },
        exchanges: [
          {
            purpose: 'submit',
            method: 'POST',
            url: 'https://api.example.com/v1/images',
            startedMs: dueMs + 0.25,
            totalMs: latencyMs - 0.25,
            phases: {
              blockedMs: 0.02,
              dnsMs: null,
              connectMs: null,
              tlsMs: null,
              sendMs: 0.25,
              waitMs: latencyMs - 20,
              receiveMs: 19.5,
            },
            status: 200,
            socketReused: true,
            remoteAddress: '192.0.2.7:443',
            alpnProtocol: 'http/1.1',
            bytesOut: 300,
            bytesIn: 200_000,
            requestId: `request-${place}`,
          },
        ],
      },
    ],
    images,
    charge,
    steps: [{ step: 0, serviceMs: latencyMs - 0.25, charge, images }],
  }
}

/** 64 hexadecimal digits, scattered as hashes are, the place last. */
function pictureName(place: string): string {
  return createHash('sha256').update(place).digest('hex').slice(DIGITS) + place
}
