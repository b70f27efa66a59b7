import { describe, expect, test } from 'vitest'
import { checkPlan } from '#main/workbench/check-plan.ts'
import { Plan, type PlanInput } from '#shared/domain/plan.ts'
import { exampleAccount, examplePicture, sourcesForTest } from './sources-for-test.ts'

const noSecrets = sourcesForTest()
const novitaKey = sourcesForTest({ secrets: { 'novita.apiKey': 'sk_test' } })

function plan(changes: Partial<PlanInput>): Plan {
  return Plan.parse({
    name: 'T',
    prompts: [{ text: 'a fox' }],
    contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', parameters: { steps: 4 } }],
    ...changes,
  })
}

describe('a plan is refused before the first request', () => {
  test('when a key is missing, with the variable to set', () => {
    const { problems, code } = checkPlan(plan({}), noSecrets)
    expect(code).toBe('MISSING_CREDENTIAL')
    expect(problems).toEqual([
      { path: 'contenders[0].account', message: 'Novita AI needs its API key. Set ASSAY_NOVITA_API_KEY.' },
    ])
  })

  test('when a provider does not exist, with the nearest one that does', () => {
    const { problems, code } = checkPlan(plan({ contenders: [{ id: 'a', provider: 'novta', model: 'x' }] }), noSecrets)
    expect(code).toBe('UNKNOWN_PROVIDER')
    expect(problems[0]?.path).toBe('contenders[0].provider')
    expect(problems[0]?.message).toMatch(/no provider "novta"\. Did you mean "novita"\? Known: novita, /)
  })

  test('when a model does not exist, without guessing wildly', () => {
    const { problems } = checkPlan(plan({ contenders: [{ id: 'a', provider: 'novita', model: 'zzz' }] }), novitaKey)
    expect(problems[0]).toMatchObject({ path: 'contenders[0].model' })
    expect(problems[0]?.message).not.toMatch(/Did you mean/)
  })

  test('when two contenders share an id, because their rows would be mixed', () => {
    const twin = { id: 'a', provider: 'novita', model: 'flux-1-schnell' }
    const { problems } = checkPlan(plan({ contenders: [twin, twin] }), novitaKey)
    expect(problems.map((problem) => problem.path)).toEqual(['contenders[1].id'])
  })

  test('when a worker that draws one at a time is asked for more, because the wait would pass as latency', () => {
    const contenders = [
      { id: 'a', provider: 'a1111', model: 'sd_xl_base_1.0', account: 'practice' as const, concurrency: 4 },
    ]
    expect(checkPlan(plan({ contenders }), noSecrets).problems[0]).toMatchObject({
      path: 'contenders[0].concurrency',
      message: expect.stringMatching(/at most 1/),
    })
  })

  test('when a placeholder has no value, because the braces would be drawn', () => {
    const prompts = [{ text: 'a {{colour}} fox', variables: { colour: 'red' } }, { text: 'a {{size}} {{colour}} hen' }]
    expect(checkPlan(plan({ prompts }), novitaKey).problems).toEqual([
      { path: 'prompts[1].text', message: expect.stringMatching(/no value for {{size}}, {{colour}}\..*\\{{size}}/) },
    ])
    const many = Array.from({ length: 30 }, () => ({ text: '{{x}}' }))
    const { problems } = checkPlan(plan({ prompts: many }), novitaKey)
    expect(problems).toHaveLength(11)
    expect(problems.at(-1)).toEqual({ path: 'prompts', message: expect.stringMatching(/^20 more prompts/) })
  })

  test('when a prompt is too long or empty once it is filled', () => {
    const long = { text: '{{a}}'.repeat(9), variables: { a: 'x'.repeat(4000) } }
    const negative = { text: 'a', negativePrompt: '{{a}}{{a}}', variables: { a: 'x'.repeat(3000) } }
    const { problems } = checkPlan(plan({ prompts: [long, negative, { text: ' ' }] }), novitaKey)
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('36,000 characters; at most 32,000'),
      expect.stringContaining('negative prompt has 6,000 characters; at most 4,000'),
      'The prompt is empty.',
    ])
  })

  test('when a budget could not be kept, because a price is unknown and no ceiling is given', () => {
    const contenders = [{ id: 'a', provider: 'modal', model: 'flux-1-schnell', account: 'practice' as const }]
    const refused = checkPlan(plan({ contenders, budgetUsd: 1 }), noSecrets)
    expect(refused.problems[0]?.path).toBe('contenders[0].ceilingUsd')
    const withCeiling = [{ ...contenders[0]!, ceilingUsd: 0.01 }]
    expect(checkPlan(plan({ contenders: withCeiling, budgetUsd: 1 }), noSecrets).problems).toEqual([])
  })

  test('when a server of one’s own has no address', () => {
    const contenders = [{ id: 'a', provider: 'modal', model: 'flux-1-schnell' }]
    expect(checkPlan(plan({ contenders }), noSecrets).problems[0]).toMatchObject({
      path: 'contenders[0].baseUrl',
      message: expect.stringMatching(/ASSAY_MODAL_BASE_URL/),
    })
  })

  test('when a price id is not in the price book', () => {
    const contenders = [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', priceId: 'novita/free' }]
    expect(checkPlan(plan({ contenders }), novitaKey).problems[0]?.path).toBe('contenders[0].priceId')
  })

  test('with all its problems at once, not one a try', () => {
    const contenders = [
      { id: 'a', provider: 'nobody', model: 'x' },
      { id: 'b', provider: 'segmind', model: 'sdxl1.0-txt2img' },
    ]
    expect(checkPlan(plan({ contenders }), noSecrets).problems.map((problem) => problem.path)).toEqual([
      'contenders[0].provider',
      'contenders[1].account',
    ])
  })
})

test('no problem message repeats a credential that does not fit', () => {
  const canary = 'ak-canary-0f3a'
  const contenders = [{ id: 'a', provider: 'modal', model: 'flux-1-schnell', baseUrl: 'https://x.modal.run' }]
  const { problems } = checkPlan(
    plan({ contenders }),
    sourcesForTest({ secrets: { 'modal.key': canary, 'modal.secret': canary } }),
  )
  expect(problems.length).toBeGreaterThan(0)
  expect(JSON.stringify(problems)).not.toContain(canary)
})

test('two contenders of one provider are told apart by their model', () => {
  const contenders = [
    { id: 'a', provider: 'novita', model: 'flux-1-schnell' },
    { id: 'b', provider: 'novita', model: 'sdxl' },
    { id: 'c', name: 'Ours', provider: 'novita', model: 'sdxl' },
  ]
  const names = checkPlan(plan({ contenders }), novitaKey).contenders.map((contender) => contender.name)
  expect(new Set(names).size).toBe(3)
  expect(names[2]).toBe('Ours')
})

test('a parameter that a model does not take is told before the run, not after it', () => {
  const contenders = [{ id: 'a', provider: 'novita', model: 'flux-1-schnell', parameters: { steps: 4, guidance: 7 } }]
  expect(checkPlan(plan({ contenders }), novitaKey).notes).toEqual([
    { contenderId: 'a', text: expect.stringMatching(/^guidance 7 is not sent: /) },
  ])
})

const withAccount = (changes: object = {}): Plan =>
  plan({
    contenders: [
      {
        id: 'a',
        provider: 'novita',
        model: 'flux-1-schnell',
        account: 'account-team',
        parameters: { steps: 4 },
        ...changes,
      },
    ],
  })

const problemsWith = (account: Parameters<typeof exampleAccount>[0], changes: object = {}) =>
  checkPlan(withAccount(changes), sourcesForTest({ accounts: [exampleAccount(account)] }))

describe('an account of a plan is refused', () => {
  test('when there is none, with those that there are', () => {
    expect(problemsWith({ id: 'account-other', label: 'other' }).problems).toEqual([
      {
        path: 'contenders[0].account',
        message:
          'There is no account "account-team" in this data folder. Of Novita AI there are: account-other (other).',
      },
    ])
  })

  test('when it is of another provider: its key would go to the wrong one', () => {
    expect(problemsWith({ providerId: 'segmind' }).problems[0]).toEqual({
      path: 'contenders[0].account',
      message: '"team" is an account of segmind, not of novita.',
    })
  })

  test('when its key was never entered', () => {
    const { problems, code } = problemsWith({ fieldsSet: [] })
    expect(code).toBe('MISSING_CREDENTIAL')
    expect(problems[0]?.message).toMatch(/"team" needs its API key/)
  })

  test('when the plan would carry its key to a server of the plan’s own choice', () => {
    const { problems } = problemsWith({}, { baseUrl: 'https://elsewhere.example' })
    expect(problems.map(({ path }) => path)).toEqual(['contenders[0].baseUrl'])
  })

  test('never while the vault is merely locked', () => {
    const { problems, contenders } = problemsWith({ baseUrl: 'https://eu.example', concurrency: 2 })
    expect(problems).toEqual([])
    expect(contenders[0]?.steps[0].account).toEqual({
      kind: 'account',
      accountId: 'account-team',
      baseUrl: 'https://eu.example',
      concurrency: 2,
    })
  })

  test('its bound is kept silent where it holds requests back', () => {
    const { notes } = problemsWith({ concurrency: 2 }, { concurrency: 5 })
    expect(notes).toEqual([{ contenderId: 'a', text: expect.stringMatching(/lets 2 through at a time/) }])
  })

  test('an address with a password in it is stored with the plan', () => {
    const { problems } = checkPlan(
      plan({
        contenders: [{ id: 'a', provider: 'a1111', model: 'sd_xl_base_1.0', baseUrl: 'https://me:canary@gpu.example' }],
      }),
      noSecrets,
    )
    expect(problems[0]?.path).toBe('contenders[0].baseUrl')
    expect(JSON.stringify(problems)).not.toMatch(/canary/)
  })
})

describe('a pipeline', () => {
  const draw = { provider: 'novita', model: 'flux-1-schnell', account: 'practice' as const, parameters: { steps: 4 } }
  const cut = { provider: 'novita', model: 'remove-background', account: 'practice' as const }
  const pipeline = (changes: object) => checkPlan(plan({ contenders: [{ id: 'a', ...draw, ...changes }] }), noSecrets)

  test('that fits is refused', () => {
    const { problems, contenders } = pipeline({ furtherSteps: [cut] })
    expect(problems).toEqual([])
    expect(contenders[0]?.steps.map(({ model }) => model.task)).toEqual(['generate', 'remove-background'])
    expect(contenders[0]?.name).toBe('Novita AI')
  })

  test('whose later step draws from the prompt alone throws the first picture away', () => {
    expect(pipeline({ furtherSteps: [cut, draw] }).problems.map(({ path }) => path)).toEqual([
      'contenders[0].furtherSteps[1].model',
    ])
  })

  test('whose step is unknown is told with the step’s own path, and with all other problems', () => {
    const { problems } = pipeline({
      furtherSteps: [
        { ...cut, model: 'remove-backgrund' },
        { ...cut, provider: 'nobody' },
      ],
    })
    expect(problems.map(({ path }) => path)).toEqual([
      'contenders[0].furtherSteps[0].model',
      'contenders[0].furtherSteps[1].provider',
    ])
    expect(problems[0]?.message).toMatch(/Did you mean "remove-background"\?/)
  })

  test('half in practice would count money as play money', () => {
    const sources = sourcesForTest({ accounts: [exampleAccount()] })
    const contenders = [{ id: 'a', ...draw, furtherSteps: [{ ...cut, account: 'account-team' }] }]
    expect(checkPlan(plan({ contenders }), sources).problems.map(({ path }) => path)).toEqual([
      'contenders[0].furtherSteps[0].account',
    ])
  })
})

describe('an input picture', () => {
  const cut = { id: 'a', provider: 'novita', model: 'remove-background', account: 'practice' as const }

  test('is missing where the first step changes one', () => {
    const { problems } = checkPlan(plan({ contenders: [cut] }), noSecrets)
    expect(problems).toEqual([
      { path: 'contenders[0].model', message: expect.stringMatching(/changes a picture, and prompt 1 brings none/) },
    ])
  })

  test('that was never added is told at its prompt, by the beginning of its hash', () => {
    const prompts = [{ text: 'cut it out', picture: examplePicture.sha256 }]
    expect(checkPlan(plan({ contenders: [cut], prompts }), noSecrets).problems).toEqual([
      { path: 'prompts[0].picture', message: expect.stringMatching(/no picture aaaaaaaaaaaa….*assay pictures add/) },
    ])
  })

  test('that is there is refused', () => {
    const prompts = [{ text: 'cut it out', picture: examplePicture.sha256 }]
    const checked = checkPlan(plan({ contenders: [cut], prompts }), sourcesForTest({ pictures: [examplePicture] }))
    expect(checked.problems).toEqual([])
    expect(checked.contenders[0]?.steps[0].sampleAsk.picture).toEqual(examplePicture)
    expect(checked.pictures).toEqual([examplePicture])
  })
})

test('a workflow is given where none is taken, and would be ignored', () => {
  const contenders = [
    { id: 'a', provider: 'novita', model: 'flux-1-schnell', account: 'practice' as const, workflow: 'workflow-1' },
  ]
  expect(checkPlan(plan({ contenders }), noSecrets).problems).toEqual([
    { path: 'contenders[0].workflow', message: expect.stringMatching(/takes no workflow/) },
  ])
})

test('a model that needs a workflow is let through without one, or with one that is not there', () => {
  const contender = { id: 'a', provider: 'comfyui', model: 'workflow', account: 'practice' as const }
  const problemsOf = (changes: object) =>
    checkPlan(plan({ contenders: [{ ...contender, ...changes }] }), noSecrets).problems
  expect(problemsOf({})[0]).toEqual({
    path: 'contenders[0].workflow',
    message: expect.stringMatching(/needs a ComfyUI workflow/),
  })
  expect(problemsOf({ workflow: 'workflow-1' })[0]?.message).toMatch(/no workflow "workflow-1"/)
})

test('a negative prompt that a model does not take is dropped without a word where only a later prompt brings it', () => {
  const prompts = [{ text: 'a fox' }, { text: 'a hen', negativePrompt: 'fog and rain' }]
  const { notes } = checkPlan(plan({ prompts }), novitaKey)
  expect(notes).toContainEqual({
    contenderId: 'a',
    text: expect.stringMatching(/^negativePrompt 12 characters is not sent/),
  })
  expect(checkPlan(plan({}), novitaKey).notes).toEqual([])
})
