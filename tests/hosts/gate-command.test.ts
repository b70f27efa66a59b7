import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { GateReport } from '#shared/domain/trial-gate.ts'
import { runAssay } from '#tests/support/run-assay.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const PLAN = {
  name: 'Gated',
  prompts: ['a fox', 'a lake', 'a clock', 'a tree', 'a shoe', 'a cup'],
  calibrate: false,
  contenders: [
    { id: 'one', provider: 'novita', model: 'flux-1-schnell', account: 'practice', concurrency: 6 },
    { id: 'two', provider: 'together', model: 'black-forest-labs/FLUX.1-schnell', account: 'practice', concurrency: 6 },
  ],
}

test('a build goes on although a limit is missed, or stops although all hold', async () => {
  const data = await temporaryDirectory()
  await writeFile(join(data, 'plan.json'), JSON.stringify(PLAN))
  expect((await runAssay('run', join(data, 'plan.json'), '--data', data)).exitCode).toBe(0)
  const gate = (...words: string[]) => runAssay('gate', 'latest', '--data', data, ...words)

  const held = await gate('--max-p50', '1min', '--max-cost-per-image', '$1', '--min-success', '0.01')
  expect(held.err).toBe('')
  expect(held.exitCode).toBe(0)
  expect(held.out).toMatch(/^Gated \(trial-/)
  expect(held.out).toMatch(/practice trial/)
  expect(held.out).toMatch(/6 gates: all hold\.$/)

  const junit = join(data, 'gates.xml')
  await writeFile(junit, 'of an earlier build')
  const missed = await gate('--max-p50', '1ms', '--max-p95', '8s', '--contender', 'two', '--junit', junit, '--json')
  expect(missed.exitCode).toBe(100)
  const report = JSON.parse(missed.out) as GateReport
  expect(report).toMatchObject({ holds: false, strict: false, trialName: 'Gated' })
  expect(report.results).toMatchObject([
    { contenderId: 'two', gate: 'max-p50', limit: 1, verdict: 'fails' },
    { contenderId: 'two', gate: 'max-p95', limit: 8000, verdict: 'not-known', measured: { state: 'too-few' } },
  ])
  const written = await readFile(junit, 'utf8')
  expect(written).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /)
  expect(written.match(/<failure /g)).toHaveLength(2)
  // For people as well, what is not known is not called a limit missed.
  const told = await gate('--max-p50', '1ms', '--max-p95', '8s', '--min-success', '1%', '--contender', 'two')
  expect(told.out).toMatch(/3 gates: 1 holds, 1 fails and 1 is not known\.$/)
})

test('a limit that can’t be read, none at all, or a contender that is not there ends as a limit missed, not as bad usage', async () => {
  const data = await temporaryDirectory()
  await writeFile(join(data, 'plan.json'), JSON.stringify({ ...PLAN, prompts: ['a fox'] }))
  expect((await runAssay('run', join(data, 'plan.json'), '--data', data)).exitCode).toBe(0)
  const gate = (...words: string[]) => runAssay('gate', 'latest', '--data', data, ...words)
  expect(await gate()).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('Name at least one limit: --max-p50'),
  })
  expect(await gate('--max-p95', '8')).toMatchObject({ exitCode: 2, err: expect.stringContaining('8s, 800ms or 2min') })
  expect(await gate('--min-success', '99')).toMatchObject({ exitCode: 2, err: expect.stringContaining('99% or 0.99') })
  expect(await gate('--max-p50', '8s', '--contender', 'three')).toMatchObject({
    exitCode: 2,
    err: 'The trial has no contender "three". It has one, two.',
  })
  expect(await gate('--max-p50', '8s', '--junit', join(data, 'nowhere', 'gates.xml'))).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("gates.xml can't be written"),
  })
  expect(await runAssay('gate', 'latest', '--max-p50', '8s', '--data', await temporaryDirectory())).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('no trial in this data folder yet'),
  })
})
