import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are not on the public internet: IANA's special-purpose registries (RFC 6890 with its updates),
 * multicast, and the ranges that embed an IPv4 address (NAT64, 6to4, Teredo), through which a private one could be
 * reached.
 */
const PRIVATE_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
const PRIVATE_IPV6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const

const privateAddresses = new BlockList()
for (const [network, prefix] of PRIVATE_IPV4) privateAddresses.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of PRIVATE_IPV6) privateAddresses.addSubnet(network, prefix, 'ipv6')

/**
 * Whether an IP address is loopback, private, link-local or otherwise not public. IPv4-mapped IPv6 addresses count as
 * the IPv4 address inside them. Text that is not an address counts as private: what can't be judged is not trusted.
 * @param address as text, without brackets: `10.0.0.1`, `fe80::1`
 */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 0) return true
  return privateAddresses.check(address, version === 4 ? 'ipv4' : 'ipv6')
}
