/** The scheme of the desktop door. It is registered as a standard, secure origin, so that the page is as any https page. */
export const WORKBENCH_SCHEME = 'assay'
export const WORKBENCH_URL = 'assay://workbench/'

/** True for an address of the workbench itself: this scheme, this host, no user, no password, no port. */
export function isWorkbenchAddress(address: string): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === `${WORKBENCH_SCHEME}:` &&
    url.hostname === 'workbench' &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  )
}
