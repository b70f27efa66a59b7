import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { providers } from '#main/providers/registry.ts'
import { simulatedProviders } from '#main/simulators/start-every-simulator.ts'
import type { TruthEntry } from '#main/simulators/simulator.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const cli = join(import.meta.dirname, '../../src/main/cli.ts')

interface Served {
  simulators: { providerId: string; baseUrl: string }[]
  plans: string[]
}

interface Summary {
  status: string
  contenders: { provider: string; samples: number; succeeded: number; costPerImageUsd: number | null }[]
}

/** Serves every simulator in a process of its own, as a person would, until the test ends. */
async function serve(directory: string): Promise<Served> {
  const files = ['--plan', 'every.yaml', '--env', 'every.env', '--data', 'data', '--truth', 'truth.jsonl']
  const words = ['simulate', '--all', '--json', '--time-scale', '0.05', '--seed', '3', ...files]
  const child = spawn(process.execPath, [cli, ...words], {
    cwd: directory,
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await exited
  })
  const gone = exited.then(([code]: unknown[]) => {
    throw new Error(`The simulators ended before they were asked to, with exit code ${String(code)}.`)
  })
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), gone])) as [string]
  return JSON.parse(line) as Served
}

async function run(directory: string, plan: string): Promise<Summary> {
  const lines = (await readFile(join(directory, 'every.env'), 'utf8')).trim().split('\n')
  const variables = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cli, 'run', plan, '--data', join(directory, 'data'), '--json'],
    { cwd: directory, env: childEnvironment(variables) },
  )
  return JSON.parse(stdout) as Summary
}

test('one contender for each provider, run from the command line against every simulator, gives its picture at its cost', async () => {
  const directory = await temporaryDirectory()
  const { simulators, plans } = await serve(directory)
  expect(simulators.map(({ providerId }) => providerId)).toEqual(simulatedProviders)

  const summaries: Summary[] = []
  for (const plan of plans) summaries.push(await run(directory, plan))
  const contenders = summaries.flatMap((summary) => summary.contenders)
  expect(summaries.map(({ status }) => status)).toEqual(plans.map(() => 'finished'))
  expect(contenders.map(({ provider }) => provider).sort()).toEqual(
    providers.map(({ descriptor }) => descriptor.id).sort(),
  )
  expect(contenders.filter(({ samples, succeeded }) => samples !== 1 || succeeded !== 1)).toEqual([])

  const truth = (await readFile(join(directory, 'truth.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TruthEntry)
  for (const { provider, costPerImageUsd } of contenders) {
    const costs = truth.filter(({ providerId }) => providerId === provider).map(({ costMicros }) => costMicros)
    const logged = costPerImageUsd === null ? null : Math.round(costPerImageUsd * 1_000_000)
    // A cost that we do not know is told as unknown; one that we name is the one that was billed.
    expect([null, ...costs], provider).toContain(logged)
  }
})
