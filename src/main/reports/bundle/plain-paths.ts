import type { GenerationParameters } from '#shared/domain/generation.ts'

/** Where weights lie may be a URL that is signed, or has a token in it: what is left says which they are, and opens nothing. */
export function plainPaths<Parameters extends Pick<GenerationParameters, 'loras'>>(parameters: Parameters): Parameters {
  if (parameters.loras === undefined) return parameters
  return {
    ...parameters,
    loras: parameters.loras.map((lora) => {
      const address = URL.parse(lora.path)
      return address === null ? lora : { ...lora, path: `${address.protocol}//${address.host}${address.pathname}` }
    }),
  }
}
