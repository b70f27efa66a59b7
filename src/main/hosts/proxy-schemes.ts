/**
 * For which schemes an environment sets a proxy, by the variables that other programs keep to. Which proxy, and with which
 * credentials, is nobody's business.
 */
export function proxySchemes(environment: Readonly<Record<string, string | undefined>>): ('http' | 'https')[] {
  const isSet = (name: string): boolean => Boolean(environment[name] || environment[name.toLowerCase()])
  return (['http', 'https'] as const).filter((scheme) => isSet(`${scheme.toUpperCase()}_PROXY`) || isSet('ALL_PROXY'))
}
