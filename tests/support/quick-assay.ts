import { outliveReaders } from '#main/hosts/cli/outlive-readers.ts'
import { standardOutput } from '#main/hosts/cli/output.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { quickClock } from './quick-clock.ts'

// The command line as `assay` opens it, but for the clock of its rentals: `node quick-assay.ts <factor> <beganMs> <words …>`.
const [factor, beganMs, ...words] = process.argv.slice(2)
outliveReaders(process.stdout, process.stderr)
const rentalClock = quickClock(Number(factor), Number(beganMs))
process.exitCode = await runCommandLine(words, standardOutput, { rentalClock })
