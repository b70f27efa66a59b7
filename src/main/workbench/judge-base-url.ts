/**
 * Why an address can't be the base of requests, as a sentence; null where it can. It is stored and shown, so it must not hold a
 * credential; and what stands behind `?` or `#` would be lost when paths are joined to it.
 */
export function judgeBaseUrl(text: string): string | null {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return `"${text}" is not an http or https address.`
  if (url.username !== '' || url.password !== '') {
    return 'The address holds a user name or password. Enter those in their own fields, where they are kept safe.'
  }
  if (url.search !== '' || url.hash !== '') {
    return `The address ${url.origin}${url.pathname} goes on behind a ? or #. Leave that out: it can't be the base of further addresses.`
  }
  return null
}
