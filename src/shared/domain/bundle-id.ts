const PREFIX = 'bundle-'
const BUNDLE_ID = /^bundle-([0-9a-f]{64})$/

/** `bundle-<sha256 of its manifest>`: stands wherever the id of a trial does that is only looked at. */
export function bundleIdOf(manifestSha256: string): string {
  return `${PREFIX}${manifestSha256}`
}

/** The hash in the id of a bundle; null for what is not one, such as the id of a trial. */
export function bundleHashOf(id: string): string | null {
  return BUNDLE_ID.exec(id)?.[1] ?? null
}

export function isBundleId(id: string): boolean {
  return BUNDLE_ID.test(id)
}
