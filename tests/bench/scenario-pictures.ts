import type { PicturesSide } from './pictures-side.ts'
import { newFolder, runProgram } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

const perCore = ({ count, processorMs }: PicturesSide): number => count / (processorMs / 1000)
const perSecond = ({ count, wallMs }: PicturesSide): number => count / (wallMs / 1000)
const milliseconds = ({ count, processorMs }: PicturesSide): number => processorMs / count

/** A thousand pictures of a megapixel checked by the thread that checks them, with nothing to measure meanwhile. */
export const pictures: Scenario = async (asked) => {
  const rounds = await inRounds(asked, async () =>
    runProgram<PicturesSide>('pictures-side.ts', { DATA: await newFolder() }),
  )
  return {
    figures: {
      perSecondAndCore: middle(rounds, perCore),
      perSecond: middle(rounds, perSecond),
      processorMs: middle(rounds, milliseconds),
      meanBytes: middle(rounds, ({ meanBytes }) => meanBytes),
    },
    lines: [
      `Checking 1,000 JPEG pictures of 1024², ${(middle(rounds, ({ meanBytes }) => meanBytes) / 1000).toFixed(0)} KB each, every check, decoding included`,
      `  pictures a second and core  ${spread(rounds, perCore, 1)}, ${spread(rounds, milliseconds, 1)} ms of a processor each`,
      `  pictures a second           ${spread(rounds, perSecond, 1)}`,
    ],
  }
}
