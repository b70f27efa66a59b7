/**
 * Whether an address may be handed to the system's browser: https, without user or password, and of the same origin as one
 * of the addresses that Assay itself shows (documentation and price pages of providers).
 */
export function mayOpenOutside(address: string, knownAddresses: readonly string[]): boolean {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false
  return knownAddresses.some((known) => URL.parse(known)?.origin === url.origin)
}
