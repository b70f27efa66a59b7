import { text } from 'node:stream/consumers'
import type { CredentialField } from '#shared/domain/provider.ts'
import { AssayError } from '#shared/errors.ts'
import { askHidden, type Terminal } from './ask-hidden.ts'

/**
 * Secrets as lines of `field=value` from the standard input, for scripts. Empty lines and lines that begin with `#` mean nothing.
 * @throws AssayError BAD_USAGE, which names the line's number and never its text
 */
export async function readSecretLines(input: NodeJS.ReadableStream): Promise<Record<string, string>> {
  const fields: [string, string][] = []
  for (const [index, line] of (await text(input)).split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) {
      throw new AssayError('BAD_USAGE', `Line ${index + 1} of the standard input is not of the form field=value.`)
    }
    fields.push([name, value])
  }
  return Object.fromEntries(fields)
}

/** Asks for each secret field in turn; an empty answer leaves it as it is. Empty where nobody can be asked. */
export async function askSecrets(
  fields: readonly Pick<CredentialField, 'name' | 'label' | 'required' | 'secret'>[],
  terminal: Terminal,
): Promise<Record<string, string>> {
  const answers: [string, string][] = []
  for (const { name, label, required } of fields.filter(({ secret }) => secret)) {
    const answer = await askHidden(`${label}${required ? '' : ' (optional)'}: `, terminal)
    if (answer === null) break
    if (answer !== '') answers.push([name, answer])
  }
  return Object.fromEntries(answers)
}
