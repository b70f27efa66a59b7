import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'

/** What a command of Assay says and ends with, run in this process, on a terminal of 80 columns that is none. */
export async function runAssay(...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const exitCode = await runCommandLine(words, {
    out: (text) => lines.out.push(text),
    err: (text) => lines.err.push(text),
    isTerminal: false,
    columns: 80,
  })
  return { exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') }
}
