import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { profileLines } from './profile.ts'
import { profileInto, removeFolders } from './run-side.ts'
import { cost } from './scenario-cost.ts'
import { grid } from './scenario-grid.ts'
import { latency } from './scenario-latency.ts'
import { memory } from './scenario-memory.ts'
import { pictures } from './scenario-pictures.ts'
import { report } from './scenario-report.ts'
import { switchPrompt } from './scenario-switch.ts'
import { table } from './scenario-table.ts'
import { throughput } from './scenario-throughput.ts'
import { wall } from './scenario-wall.ts'
import type { Scenario } from './scenario.ts'

/**
 * Measures the instrument: against a server whose truth is known beside a bare undici pool, its memory, what stored samples cost, how fast
 * pictures are checked, a report is written, and the page in a browser.
 *
 *     npm run bench -- [--only wall,latency] [--rounds 3] [--long] [--json] [--profile]
 *
 * Ratios of one run, because absolute times are the machine's; each figure is the median of its rounds with the lowest and the
 * highest beside it (of memory the most). The load average is printed with each: it says whether other programs ran.
 * Assay is the built product, so build first. Not part of the tests.
 *
 * `--profile` shows what a figure is bound by: what each thread of Assay was busy with, from its start to its end. The profiles stay in
 * artifacts/profiles, for the tools of a browser; a figure that was taken meanwhile is worth nothing.
 */
const SCENARIOS: Record<string, Scenario> = {
  wall,
  latency,
  throughput,
  memory,
  cost,
  table,
  grid,
  switch: switchPrompt,
  pictures,
  report,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    long: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
})
const names = values.only?.split(',') ?? Object.keys(SCENARIOS)
const unknown = names.filter((name) => SCENARIOS[name] === undefined)
const rounds = Number(values.rounds)
if (unknown.length > 0 || !(rounds >= 1)) {
  process.stderr.write(
    `There is no ${unknown.join(', ') || `${values.rounds} rounds`}. Scenarios: ${Object.keys(SCENARIOS).join(', ')}.\n`,
  )
  process.exit(2)
}

const found: Record<string, unknown> = {}
for (const name of names) {
  const run = SCENARIOS[name]
  if (run === undefined) continue
  const loadBefore = loadavg()[0] ?? NaN
  const profiles = join(import.meta.dirname, '..', '..', 'artifacts', 'profiles', name)
  if (values.profile) {
    await rm(profiles, { recursive: true, force: true })
    profileInto(profiles)
  }
  try {
    const { figures, lines } = await run({ rounds, long: values.long })
    const load = [loadBefore, loadavg()[0] ?? NaN]
    found[name] = { ...figures, load }
    if (!values.json) {
      const loadText = load.map((value) => value.toFixed(1)).join(' → ')
      const profiled = values.profile ? await profileLines(profiles) : []
      process.stdout.write(`\n${name} (load average ${loadText})\n${[...lines, ...profiled].join('\n')}\n`)
    }
  } finally {
    await removeFolders()
  }
}
if (values.json) process.stdout.write(`${JSON.stringify({ rounds, ...found })}\n`)
