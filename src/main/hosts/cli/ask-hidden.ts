import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Where a person can be asked. */
export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  /** Not where results go, so that they can still be piped elsewhere. */
  output: NodeJS.WritableStream
}

/**
 * Asks for something that nobody shall see: what is typed is not shown.
 * @returns null where nobody can be asked, because the input is no terminal, or where the input ended
 */
export async function askHidden(question: string, { input, output }: Terminal): Promise<string | null> {
  if (input.isTTY !== true) return null
  output.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 })
  const ended = new AbortController()
  lines.once('close', () => ended.abort())
  lines.once('SIGINT', () => lines.close())
  try {
    return await lines.question('', { signal: ended.signal })
  } catch (error) {
    if (ended.signal.aborted) return null
    throw error
  } finally {
    lines.close()
    output.write('\n')
  }
}
