import { fillDatabase, type FilledDatabase } from './fill-database.ts'
import { newFolder, runProgram } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'
import type { StoreSide } from './store-side.ts'

const COUNTS = [1000, 10_000, 100_000]

/** What one more sample costs where a thousand, ten thousand and a hundred thousand are stored: to store it, and to tell the page. */
export const cost: Scenario = async (asked) => {
  const folders: (FilledDatabase & { count: number })[] = []
  for (const count of COUNTS) {
    folders.push({ count, ...fillDatabase(await newFolder(), count, ['one', 'two', 'three', 'four']) })
  }
  // The counts take turns, so that an hour of noise falls on all of them.
  const rounds = await inRounds(asked, async () => {
    const round: (StoreSide & { count: number })[] = []
    for (const { count, directory, trialId } of folders) {
      const side = await runProgram<StoreSide>('store-side.ts', { DATA: directory, TRIAL: trialId })
      round.push({ count, ...side })
    }
    return round
  })
  const lines = ['One more sample in a database of so many: processor time (wall), microseconds']
  const sizes = COUNTS.map((count, index) => {
    const own = rounds.map((round) => round[index] as StoreSide)
    lines.push(
      `  ${count.toLocaleString('en-US').padEnd(7)}  to store ${spread(own, (side) => side.storeProcessorUs, 0)} (${spread(own, (side) => side.storeWallUs, 0)}), to tell ${spread(own, (side) => side.tellProcessorUs, 0)} (${spread(own, (side) => side.tellWallUs, 0)})`,
    )
    return {
      count,
      storeProcessorUs: middle(own, (side) => side.storeProcessorUs),
      storeWallUs: middle(own, (side) => side.storeWallUs),
      tellProcessorUs: middle(own, (side) => side.tellProcessorUs),
      tellWallUs: middle(own, (side) => side.tellWallUs),
    }
  })
  // Of the medians: within one round the noise of three runs would be taken for growth.
  const costs = sizes.map(({ storeProcessorUs, tellProcessorUs }) => storeProcessorUs + tellProcessorUs)
  const growth = Math.max(...costs) / Math.min(...costs)
  lines.push(`  dearest over cheapest       ${growth.toFixed(2)}, reach 1.10`)
  return { figures: { growth, sizes }, lines }
}
