import { AssayError } from '#shared/errors.ts'
import type { Fault, ProviderSimulator, SimulatorProfile } from './simulator.ts'

const RATE_OF_FAULT = { refusal: 'refusalRate', 'rate-limit': 'rateLimitRate' } as const satisfies Record<
  Fault,
  keyof SimulatorProfile
>

/**
 * A provider's own profile with changes, its times multiplied.
 * @throws AssayError BAD_USAGE where the provider's contract has no answer for a fault that the profile asks for.
 */
export function resolveProfile(
  simulator: ProviderSimulator,
  changes: Partial<SimulatorProfile>,
  timeScale: number,
): SimulatorProfile {
  const profile = { ...simulator.profile, ...changes }
  for (const fault of simulator.faultsWithoutAnswer) {
    if (profile[RATE_OF_FAULT[fault]] === 0) continue
    throw new AssayError(
      'BAD_USAGE',
      `${simulator.providerId} has no answer for a ${fault}, so its simulator can't give one: leave ${RATE_OF_FAULT[fault]} at 0.`,
    )
  }
  return {
    ...profile,
    serviceMedianMs: profile.serviceMedianMs * timeScale,
    coldStartMs: profile.coldStartMs * timeScale,
    idleAfterMs: profile.idleAfterMs * timeScale,
    holdMs: profile.holdMs * timeScale,
    urlLifeMs: profile.urlLifeMs * timeScale,
  }
}
