import type { Ask, Reply } from '../provider-adapter.ts'
import { MAXIMUM_ERROR_BYTES } from './parse-json-body.ts'

/**
 * The start of an error reply in lower case, to look for known words in. The prompts are taken out first: a prompt about
 * a credit card must not make a bad parameter look like an empty purse. (A prompt of a few letters stays in: cutting it out
 * would tear other words apart.) Only for telling apart, never for showing.
 */
export function readErrorText(reply: Reply, ask: Ask): string {
  const text = new TextDecoder().decode(reply.body.subarray(0, MAXIMUM_ERROR_BYTES))
  return [ask.prompt, ask.parameters.negativePrompt ?? '']
    .filter((prompt) => prompt.length >= 8)
    .flatMap((prompt) => [prompt, JSON.stringify(prompt).slice(1, -1)])
    .reduce((rest, prompt) => rest.replaceAll(prompt, ' '), text)
    .toLowerCase()
}
