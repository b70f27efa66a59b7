import { expect, test } from 'vitest'
import { hashWorkflows } from '#main/reports/bundle/hash-workflows.ts'
import { withholdAddresses } from '#main/reports/bundle/withhold-addresses.ts'
import { compareTrials, type MeasuredTrial } from '#main/reports/comparison/compare-trials.ts'
import { leaveOutPrompts } from '#main/reports/leave-out-prompts.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { makeContender, makeRows, makeTrial } from './make-trial.ts'

const WORKFLOW = (text: string): Contender['workflow'] => ({
  id: `workflow-${text}`,
  name: 'Ours',
  content: {
    kind: 'comfyui',
    graph: { '6': { class_type: 'CLIPTextEncode', inputs: { text } } },
    bindings: {},
    outputNodeId: null,
  },
})

const OURS: Partial<Contender> = {
  account: 'account-7f',
  workflow: WORKFLOW('warm light'),
  parameters: {
    width: 1024,
    height: 1024,
    negativePrompt: 'blurry',
    loras: [{ path: 'https://me:key@hub.example/a.safetensors?token=1', scale: 1 }],
  },
}

function run(
  id: string,
  { contender = OURS, change = (trial: Trial) => trial } = {},
): MeasuredTrial & { rows: SampleRow[] } {
  const trial = change({ ...makeTrial([makeContender(0, contender)], { prompts: 2, repeats: 4 }), id })
  const rows = makeRows('contender-0', [900, 1000, 1100, 1200, 950, 1050, 1150, 1250], (index) => ({
    caseIndex: index % 2,
  }))
  return { trial, rows, sittings: [], bundle: null }
}

/** The same as it is read from a bundle. */
function bundled(
  { trial, rows }: ReturnType<typeof run>,
  { without = [] as 'prompts'[], assayVersion = '0.1.0' } = {},
): MeasuredTrial {
  const whole = { trial, rows, sittings: [], marks: [], judges: [] }
  const shown = withholdAddresses(without.length === 0 ? whole : { ...whole, ...leaveOutPrompts(whole) })
  return {
    trial: { ...shown.trial, id: 'bundle-1' },
    rows: shown.rows,
    sittings: [],
    bundle: {
      trialId: trial.id,
      createdAt: '2026-11-20T08:00:00.000Z',
      assayVersion,
      leftOut: ['addresses', 'accounts', 'workflows', 'picture-metadata', ...without],
      workflows: hashWorkflows(trial.plan),
      clearedPictures: [],
    },
  }
}

test('what a bundle leaves out counts as a difference, or a bundle is not known for one of the same trial', () => {
  const trial = run('trial-1')
  const bundle = bundled(trial)
  for (const [one, other] of [
    [trial, bundle],
    [bundle, trial],
    [bundle, bundled(trial, { assayVersion: '0.2.0' })],
    [bundled(trial, { without: ['prompts'] }), trial],
  ] as const) {
    const { isSameTrial, conditions, prompts, contenders } = compareTrials(one, other)
    expect({ isSameTrial, conditions, prompts }).toEqual({
      isSameTrial: true,
      conditions: [],
      prompts: { shared: 2, onlyFirst: 0, onlySecond: 0 },
    })
    expect(contenders.map(({ matchedBy }) => matchedBy)).toEqual(['settings'])
    for (const { first, second } of contenders[0]?.figures ?? []) expect(second).toEqual(first)
  }
  expect(compareTrials(bundle, trial).first.bundle).toEqual({
    createdAt: '2026-11-20T08:00:00.000Z',
    assayVersion: '0.1.0',
  })
})

test('accounts that are numbered in each bundle by itself are taken for the same, or for others', () => {
  const { isSameTrial, conditions, contenders } = compareTrials(bundled(run('trial-1')), run('trial-2'))
  expect(isSameTrial).toBe(false)
  expect(contenders.map(({ matchedBy }) => matchedBy)).toEqual(['settings'])
  expect(conditions).toEqual([
    'Accounts are left out of a bundle: whether both were asked through the same ones can’t be told.',
  ])
  const practice = { ...OURS, account: 'practice' }
  expect(
    compareTrials(bundled(run('trial-1', { contender: practice })), run('trial-2', { contender: practice })).conditions,
  ).toEqual([])
})

test('another workflow passes for the same one, since a bundle has neither', () => {
  const changed = { ...OURS, workflow: WORKFLOW('cold light') }
  const { contenders, conditions } = compareTrials(
    bundled(run('trial-1')),
    bundled(run('trial-2', { contender: changed })),
  )
  expect(contenders.map(({ matchedBy }) => matchedBy)).toEqual(['id'])
  expect(conditions.join('\n')).toMatch(
    /settings: .*workflow [0-9a-f]{12} in the first, .*workflow [0-9a-f]{12} in the second/,
  )
  const named = { ...OURS, workflow: { ...WORKFLOW('warm light'), name: 'Renamed' } as Contender['workflow'] }
  expect(compareTrials(bundled(run('trial-1')), run('trial-2', { contender: named })).contenders[0]?.matchedBy).toBe(
    'settings',
  )
})

test('prompts that are left out are all taken for one, or are called others although nobody knows', () => {
  const without = bundled(run('trial-1'), { without: ['prompts'] })
  for (const [other, words] of [
    [run('trial-2'), /^The prompts of the first are left out/],
    [bundled(run('trial-2'), { without: ['prompts'] }), /^The prompts of both are left out/],
  ] as const) {
    const { prompts, conditions } = compareTrials(without, other)
    expect(prompts).toBeNull()
    expect(conditions[0]).toMatch(words)
    expect(conditions.join(' ')).not.toMatch(/settings|The prompts are others|left out, text/)
  }
})

test('other prompts, contenders, prices and versions of Assay are not named where one is a bundle', () => {
  const later = run('trial-2', {
    contender: { ...OURS, id: 'contender-9', modelId: 'another-model', modelName: 'Another' },
    change: ({ environment, ...trial }) => ({
      ...trial,
      environment: { ...environment, assayVersion: '0.9.0' },
      plan: { ...trial.plan, cases: trial.plan.cases.map((one) => ({ ...one, prompt: `${one.prompt}, at night` })) },
    }),
  })
  later.rows.forEach((row) => (row.contenderId = 'contender-9'))
  const { conditions, contenders, onlyFirst, onlySecond, prompts } = compareTrials(bundled(run('trial-1')), later)
  expect(prompts).toEqual({ shared: 0, onlyFirst: 2, onlySecond: 2 })
  expect(contenders).toEqual([])
  expect([onlyFirst, onlySecond].map((only) => only.map(({ id }) => id))).toEqual([['contender-0'], ['contender-9']])
  expect(conditions[0]).toBe('The prompts are others: 2 of the first alone, 2 of the second alone.')
  expect(conditions.join('\n')).toMatch(/^Assay: .* in the first, 0\.9\.0/m)
})
