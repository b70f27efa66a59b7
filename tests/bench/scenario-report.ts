import { fillDatabase } from './fill-database.ts'
import { fillPictures, USUAL_ORIGINALS, type Originals } from './fill-pictures.ts'
import type { ReportSide } from './report-side.ts'
import { newFolder, runProgram } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

const SAMPLES = 1000
/** With the fifty prompts of a filled database, 400 places for pictures. */
const CONTENDERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']

/** A report is to be as quick with what ComfyUI sends as with what an API does. */
const ORIGINALS: readonly Originals[] = [USUAL_ORIGINALS, { format: 'png', side: 1024 }, { format: 'png', side: 2048 }]

const seconds = ({ wallMs }: ReportSide): number => wallMs / 1000
const processorSeconds = ({ processorMs }: ReportSide): number => processorMs / 1000
const megabytes = ({ htmlBytes }: ReportSide): number => htmlBytes / 1_000_000
const residentMegabytes = ({ peakRssMb }: ReportSide): number => peakRssMb

/** The full report of a thousand samples with 400 pictures in it, decision included, by what the pictures came as. */
export const report: Scenario = async (asked) => {
  const figures: Record<string, unknown> = {}
  const lines = [
    `The report of ${SAMPLES.toLocaleString('en-US')} samples with 400 pictures as HTML, JSON and CSV, its thread started for it`,
  ]
  for (const originals of ORIGINALS) {
    const { directory, trialId } = fillDatabase(await newFolder(), SAMPLES, CONTENDERS)
    await fillPictures(directory, trialId, originals)
    const rounds = await inRounds(asked, async () =>
      runProgram<ReportSide>('report-side.ts', { DATA: directory, TRIAL: trialId, OUT: await newFolder() }),
    )
    const name = `${originals.format.toUpperCase()} of ${originals.side}²`
    figures[name] = {
      seconds: middle(rounds, seconds),
      processorSeconds: middle(rounds, processorSeconds),
      megabytes: middle(rounds, megabytes),
      residentMegabytes: middle(rounds, residentMegabytes),
    }
    lines.push(
      `  ${name}`,
      `    time                      ${spread(rounds, seconds)} s, ${spread(rounds, processorSeconds)} s of a processor, reach 5 s`,
      `    size of the HTML          ${spread(rounds, megabytes, 1)} MB, reach 15 MB`,
      `    memory of its process     ${spread(rounds, residentMegabytes, 0)} MB`,
    )
  }
  return { figures, lines }
}
