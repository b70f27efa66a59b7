import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'
import { runAssay } from '#tests/support/run-assay.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

const PROMPTS = ['a fox', 'a lake', 'a clock', 'a tree', 'a shoe', 'a cup', 'a door', 'a hat']
const NOVITA = { id: 'one', provider: 'novita', model: 'flux-1-schnell', account: 'practice', concurrency: 8 }
const TOGETHER = { ...NOVITA, id: 'two', provider: 'together', model: 'black-forest-labs/FLUX.1-schnell' }

/** A trial of a quarter, and a bundle of it. */
async function quarter(
  { client, ...workbench }: Workbench,
  plan: Pick<PlanInput, 'name'> & Partial<PlanInput>,
  leaveOut: 'prompts'[] = [],
): Promise<{ trialId: string; bundle: string }> {
  const directory = await temporaryDirectory()
  const { trialId } = await client.trial.start({
    prompts: PROMPTS.map((text) => ({ text })),
    calibrate: false,
    contenders: [NOVITA],
    ...plan,
  })
  await workbench.trialEnded(trialId)
  await workbench.writeReport({ trialId, formats: ['bundle'], template: 'full', leaveOut }, directory)
  return { trialId, bundle: join(directory, 'evidence.zip') }
}

test('a bundle of last quarter can’t be held against this quarter’s trial, or another bundle, or is taken for another trial than its own', async () => {
  const here = await temporaryDirectory()
  const workbench = await testWorkbench({ dataDirectory: here })
  const { client } = workbench
  const spring = await quarter(await testWorkbench(), { name: 'Spring' })
  const autumn = await quarter(workbench, {
    name: 'Autumn',
    prompts: [...PROMPTS.slice(1), 'a bridge'].map((text) => ({ text })),
    contenders: [NOVITA, TOGETHER],
  })
  const quiet = await quarter(workbench, { name: 'Quiet' }, ['prompts'])
  const compare = async (first: string, second: string): Promise<TrialComparison> => {
    const { out, err } = await runAssay('compare', first, second, '--data', here, '--json')
    expect(err).toBe('')
    return JSON.parse(out) as TrialComparison
  }

  const later = await compare(spring.bundle, autumn.trialId)
  expect(later.first.bundle).toMatchObject({ assayVersion: expect.any(String) as string })
  expect(later).toMatchObject({
    first: { name: 'Spring', asked: 8 },
    second: { name: 'Autumn', bundle: null },
    isSameTrial: false,
    prompts: { shared: 7, onlyFirst: 1, onlySecond: 1 },
    conditions: ['Only 7 prompts are the same: 1 of the first alone, 1 of the second alone.'],
    contenders: [{ matchedBy: 'settings', first: { id: 'one' } }],
    onlySecond: [{ id: 'two' }],
  })
  const [median] = later.contenders[0]?.figures ?? []
  expect([median?.first.state, median?.second.state, median?.difference.state]).toEqual(['known', 'known', 'known'])
  // A file is compared and not kept.
  expect((await runAssay('bundle', 'list', '--data', here)).out).toMatch(/No bundle is open/)

  // Both ways, and by the id of one that is open, the same is found.
  const { id } = JSON.parse(
    (await runAssay('bundle', 'open', spring.bundle, '--data', here, '--json')).out,
  ) as OpenedBundle
  expect(await compare(id.slice(0, 14), autumn.trialId)).toEqual(later)
  const twoFiles = await compare(spring.bundle, autumn.bundle)
  expect(twoFiles.contenders[0]?.figures).toEqual(later.contenders[0]?.figures)
  const opened = await runAssay('bundle', 'list', '--data', here, '--json')
  expect((JSON.parse(opened.out) as OpenedBundle[]).map((bundle) => bundle.id)).toEqual([id])
  expect(await client.analysis.compare({ firstId: id, secondId: autumn.trialId })).toEqual(later)

  const same = await runAssay('compare', autumn.bundle, autumn.trialId, '--data', here)
  expect(same.out).toMatch(/^Both are of one trial/m)
  expect(same.out).not.toMatch(/ike for like/)
  const unknown = await runAssay('compare', spring.bundle, quiet.bundle, '--data', here)
  expect(unknown.out).toMatch(/^ {2}The prompts of the second are left out/m)
  expect(unknown.out).toMatch(/a bundle made on \d{4}-\d\d-\d\d by Assay \d/)

  // What was cut off is not compared by halves.
  const half = join(here, 'half.zip')
  const bytes = await readFile(spring.bundle)
  await writeFile(half, bytes.subarray(0, bytes.length - 2000))
  const refused = await runAssay('compare', half, autumn.trialId, '--data', here)
  expect(refused).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/no evidence bundle that can be relied on/) as string,
  })
  await expect(client.analysis.compare({ firstId: id, secondId: 'trial-none' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
