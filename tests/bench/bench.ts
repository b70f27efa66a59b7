import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { removeFolders } from './run-side.ts'
import { cost } from './scenario-cost.ts'
import { latency } from './scenario-latency.ts'
import { memory } from './scenario-memory.ts'
import { table } from './scenario-table.ts'
import { throughput } from './scenario-throughput.ts'
import { wall } from './scenario-wall.ts'
import type { Scenario } from './scenario.ts'

/**
 * Measures the instrument: against a server whose truth is known beside a bare undici pool, its memory, and what stored samples cost.
 *
 *     npm run bench -- [--only wall,latency] [--rounds 3] [--long] [--json]
 *
 * Ratios of one run, because absolute times are the machine's; each figure is the median of its rounds with the lowest and the
 * highest beside it (of memory the most). The load average is printed with each: it says whether other programs ran.
 * Assay is the built product, so build first. Not part of the tests.
 */
const SCENARIOS: Record<string, Scenario> = { wall, latency, throughput, memory, cost, table }

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    long: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
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
  try {
    const { figures, lines } = await run({ rounds, long: values.long })
    const load = [loadBefore, loadavg()[0] ?? NaN]
    found[name] = { ...figures, load }
    if (!values.json) {
      const loadText = load.map((value) => value.toFixed(1)).join(' → ')
      process.stdout.write(`\n${name} (load average ${loadText})\n${lines.join('\n')}\n`)
    }
  } finally {
    await removeFolders()
  }
}
if (values.json) process.stdout.write(`${JSON.stringify({ rounds, ...found })}\n`)
