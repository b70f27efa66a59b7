import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PowerSource } from '#shared/domain/trial.ts'

/**
 * Whether the machine runs on its battery, as Linux says it: a machine on battery slows its processor down.
 * @param directory `/sys/class/power_supply`
 * @returns `unknown` where nothing says so, as on other systems
 */
export function readPowerSource(directory: string): PowerSource {
  const supplies = namesIn(directory).map((name) => ({
    type: textOf(join(directory, name, 'type')),
    online: textOf(join(directory, name, 'online')),
    status: textOf(join(directory, name, 'status')),
    scope: textOf(join(directory, name, 'scope')),
  }))
  // A mouse has a battery as well.
  const own = supplies.filter(({ scope }) => scope !== 'Device')
  const mains = own.filter(({ type }) => type === 'Mains' || type === 'USB')
  if (mains.some(({ online }) => online === '1')) return 'mains'
  const batteries = own.filter(({ type }) => type === 'Battery')
  if (batteries.some(({ status }) => status === 'Discharging')) return 'battery'
  if (batteries.some(({ status }) => status === 'Charging' || status === 'Full')) return 'mains'
  return 'unknown'
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    // No such folder: not Linux, or a container without it.
    return []
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
