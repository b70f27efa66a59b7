import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { askHidden } from '#main/hosts/cli/ask-hidden.ts'
import { askSecrets, readSecretLines } from '#main/hosts/cli/read-secrets.ts'

/** A terminal with a person at it, who types what the test says. */
function terminalForTest() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const output = new PassThrough()
  return { input, output, shown: async () => (output.end(), text(output)) }
}

test('what is typed is shown on the terminal', async () => {
  const { input, output, shown } = terminalForTest()
  const asked = askHidden('Passphrase: ', { input, output })
  input.write('canary words\r')
  expect(await asked).toBe('canary words')
  expect(await shown()).toBe('Passphrase: \n')
})

test('a script waits for ever for an answer that nobody gives', async () => {
  const input = new PassThrough()
  const output = new PassThrough()
  expect(await askHidden('Passphrase: ', { input, output })).toBeNull()
  output.end()
  expect(await text(output)).toBe('')
})

test.each([
  ['the input ends', (input: PassThrough) => void input.end()],
  ['Ctrl C is pressed', (input: PassThrough) => void input.write('\u0003')],
])('when %s, the question never ends or an empty secret is taken', async (_case, act) => {
  const { input, output } = terminalForTest()
  const asked = askHidden('Passphrase: ', { input, output })
  act(input)
  expect(await asked).toBeNull()
})

test('an empty answer removes a secret, or a plain field is asked for', async () => {
  const { input, output, shown } = terminalForTest()
  const fields = [
    { name: 'username', label: 'user name', required: false, secret: false },
    { name: 'password', label: 'password', required: true, secret: true },
    { name: 'token', label: 'bearer token', required: false, secret: true },
  ]
  output.on('data', (question: Buffer) => {
    if (question.toString().startsWith('password')) setImmediate(() => input.write('p=1\r'))
    if (question.toString().startsWith('bearer')) setImmediate(() => input.write('\r'))
  })
  expect(await askSecrets(fields, { input, output })).toEqual({ password: 'p=1' })
  expect(await shown().catch(() => '')).not.toContain('p=1')
})

function lines(content: string): Promise<Record<string, string>> {
  const input = new PassThrough()
  input.end(content)
  return readSecretLines(input)
}

test('a secret with an equals sign is cut, or a line that does not fit is repeated in the error', async () => {
  expect(await lines('# keys\napiKey=a=b \r\n\ntoken=\n')).toEqual({ apiKey: 'a=b ', token: '' })
  await expect(lines('apiKey=fine\ncanary-without-a-name')).rejects.toThrow(
    /^Line 2 of the standard input is not of the form field=value\.$/,
  )
})
