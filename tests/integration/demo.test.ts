import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { findInstallation } from '#main/hosts/installation.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { schemaProblems } from '#tests/support/schema-problems.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

/** What a script may rely on: the one object that `assay demo --json` prints. */
const DemoSummary = z.object({
  trialId: z.string(),
  contenders: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        provider: z.string(),
        samples: z.int().positive(),
        succeeded: z.int(),
        p50Ms: z.number().positive(),
        costPerImageUsd: z.number().positive(),
      }),
    )
    .length(4),
  samples: z.int(),
  succeeded: z.int(),
  spendUsd: z.number().positive(),
  report: z.string(),
  database: z.string(),
})

test('the demo asks something, needs a key, fails, or leaves no report behind', async () => {
  const data = await temporaryDirectory()
  const out = join(data, 'out')
  const child = spawn(
    process.execPath,
    [join(findInstallation().root, 'src', 'main', 'cli.ts'), 'demo', '--data', data, '--out', out, '--json'],
    { env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const [[exitCode], printed, events] = await Promise.all([
    once(child, 'exit') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ])
  expect(exitCode, events.slice(-2000)).toBe(0)
  const summary = DemoSummary.parse(JSON.parse(printed))
  expect(summary.samples).toBe(144)
  expect(summary.contenders.reduce((sum, contender) => sum + contender.samples, 0)).toBe(summary.samples)
  expect(summary.contenders.reduce((sum, contender) => sum + contender.succeeded, 0)).toBe(summary.succeeded)

  expect((await readdir(out)).sort()).toEqual(['report.html', 'results.csv', 'results.json'])
  expect(summary.report).toBe(join(out, 'report.html'))
  const rows = parse(await readFile(join(out, 'results.csv')), { columns: true, bom: true })
  expect(rows).toHaveLength(summary.samples)
  const results = JSON.parse(await readFile(join(out, 'results.json'), 'utf8')) as { rows: object[] }
  const schema = await printedSchema()
  expect(schemaProblems(schema, results)).toEqual([])
  // Or everything would fit it.
  const [first, ...rest] = results.rows
  expect(schemaProblems(schema, { ...results, version: 2 })).toEqual(['/version must be equal to constant'])
  expect(schemaProblems(schema, { ...results, rows: [{ ...first, latencyMs: '4 s' }, ...rest] })).toEqual([
    '/rows/0/latencyMs must be number',
  ])
  const report = await readFile(summary.report, 'utf8')
  expect(report).not.toMatch(/<script/i)
  expect(report.match(/src="data:image\/jpeg;base64,/g)?.length).toBeGreaterThan(20)
})

/** What `assay report --schema` prints, of which a script makes its own types. */
async function printedSchema(): Promise<object> {
  const child = spawn(
    process.execPath,
    [join(findInstallation().root, 'src', 'main', 'cli.ts'), 'report', '--schema'],
    { env: childEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return JSON.parse(await text(child.stdout)) as object
}
