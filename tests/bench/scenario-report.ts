import { fillDatabase } from './fill-database.ts'
import { fillPictures } from './fill-pictures.ts'
import type { ReportSide } from './report-side.ts'
import { newFolder, runProgram } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

const SAMPLES = 1000
/** With the fifty prompts of a filled database, 400 places for pictures. */
const CONTENDERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']

const seconds = ({ wallMs }: ReportSide): number => wallMs / 1000
const processorSeconds = ({ processorMs }: ReportSide): number => processorMs / 1000
const megabytes = ({ htmlBytes }: ReportSide): number => htmlBytes / 1_000_000

/** The full report of a thousand samples with 400 pictures of a megapixel in it, decision included. */
export const report: Scenario = async (asked) => {
  const { directory, trialId } = fillDatabase(await newFolder(), SAMPLES, CONTENDERS)
  await fillPictures(directory, trialId)
  const rounds = await inRounds(asked, async () =>
    runProgram<ReportSide>('report-side.ts', { DATA: directory, TRIAL: trialId, OUT: await newFolder() }),
  )
  return {
    figures: {
      seconds: middle(rounds, seconds),
      processorSeconds: middle(rounds, processorSeconds),
      megabytes: middle(rounds, megabytes),
    },
    lines: [
      `The report of ${SAMPLES.toLocaleString('en-US')} samples with 400 pictures of 1024² as HTML, JSON and CSV, its thread started for it`,
      `  time                        ${spread(rounds, seconds)} s, ${spread(rounds, processorSeconds)} s of a processor, reach 5 s`,
      `  size of the HTML            ${spread(rounds, megabytes, 1)} MB, reach 15 MB`,
    ],
  }
}
