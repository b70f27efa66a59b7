import { outliveReaders } from '#main/hosts/cli/outlive-readers.ts'
import { standardOutput } from '#main/hosts/cli/output.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'

// Door 3: the command line.
outliveReaders(process.stdout, process.stderr)
process.exitCode = await runCommandLine(process.argv.slice(2), standardOutput)
