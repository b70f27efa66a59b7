import { chance } from './chance.ts'
import { drawServiceMs } from './latency-law.ts'
import type { Flaw, SimulatorProfile } from './simulator.ts'

/** What will become of a call: decided when it arrives. */
export interface Fate {
  outcome: 'served' | 'refused' | 'server-error' | 'rate-limited'
  flaw: Flaw
  /** For one picture. */
  serviceMs: number
}

export interface FateKey {
  runSeed: number
  providerId: string
  modelId: string
  prompt: string
  seed: number
  /** How many equal calls came before, from 0. */
  repetition: number
}

/**
 * Decides a call's fate from its key alone. Service time, server errors and rate limits differ from one repetition to the
 * next, so that trying again can help; a refusal and a flaw stay with the prompt and its seed, as with a real model.
 */
export function decideFate(profile: SimulatorProfile, key: FateKey): Fate {
  const picture = [key.runSeed, key.providerId, key.modelId, key.prompt, key.seed]
  const call = [...picture, key.repetition]
  return {
    outcome: decideOutcome(),
    flaw: decideFlaw(chance([...picture, 'flaw']), profile),
    serviceMs: drawServiceMs(profile, [...call, 'service']),
  }

  function decideOutcome(): Fate['outcome'] {
    if (chance([...call, 'rate limit']) < profile.rateLimitRate) return 'rate-limited'
    if (chance([...picture, 'refusal']) < profile.refusalRate) return 'refused'
    if (chance([...call, 'server error']) < profile.serverErrorRate) return 'server-error'
    return 'served'
  }
}

function decideFlaw(share: number, profile: SimulatorProfile): Flaw {
  if (share < profile.blackRate) return 'black'
  if (share < profile.blackRate + profile.smallerRate) return 'smaller'
  return 'none'
}
