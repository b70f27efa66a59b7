import { existsSync } from 'node:fs'
import type { NetworkInterfaceInfo } from 'node:os'
import { join } from 'node:path'
import type { NetworkKind } from '#shared/domain/trial.ts'

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/**
 * The kinds of the network interfaces that are in use, each once: no name and no address. An interface is in use when it has an
 * address that reaches beyond its own link; `loopback` stands alone where none has.
 * @param where.sysfs `/sys` on Linux, which tells a wireless device whatever it is called; null elsewhere
 */
export function networkKinds(interfaces: Interfaces, where: { sysfs: string | null }): NetworkKind[] {
  const kinds = Object.entries(interfaces).flatMap(([name, addresses = []]) => {
    const used = addresses.some(({ internal, address }) => !internal && !isLinkLocal(address))
    return used ? [kindOf(name, where.sysfs)] : []
  })
  return kinds.length === 0 ? ['loopback'] : [...new Set(kinds)].sort()
}

function kindOf(name: string, sysfs: string | null): NetworkKind {
  if (sysfs !== null && ['wireless', 'phy80211'].some((sign) => existsSync(join(sysfs, 'class/net', name, sign)))) {
    return 'wireless'
  }
  if (/^(wl|wi-?fi|wireless)/i.test(name)) return 'wireless'
  // A Mac calls both kinds en0, and most of what else there is leads through another interface.
  return /^(eth|en[opsx]|em\d|ethernet)/i.test(name) ? 'wired' : 'unknown'
}

function isLinkLocal(address: string): boolean {
  return /^(fe[89ab]|169\.254\.)/i.test(address)
}
