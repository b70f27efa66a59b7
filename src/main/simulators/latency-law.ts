import { chance } from './chance.ts'

/**
 * Service time in milliseconds, log-normal: median × exp(log-sd × z), with z standard normal by Box and Muller
 * (Annals of Mathematical Statistics 29, 1958). Depends on the key alone.
 */
export function drawServiceMs(
  law: { serviceMedianMs: number; serviceLogSd: number },
  key: readonly (string | number)[],
): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance([...key, 'radius'])))
  const z = radius * Math.cos(2 * Math.PI * chance([...key, 'angle']))
  return law.serviceMedianMs * Math.exp(law.serviceLogSd * z)
}
