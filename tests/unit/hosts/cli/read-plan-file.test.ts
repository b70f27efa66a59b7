import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPlanFile as readPlan, type ReadPromptSet } from '#main/hosts/cli/read-plan-file.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const CONTENDER = '{ id: a, provider: novita, model: flux-1-schnell }'

const noSets: ReadPromptSet = () => Promise.reject(new Error('No set was to be read.'))
const readPlanFile = (path: string, readPromptSet = noSets) => readPlan(path, readPromptSet)

async function planFile(content: string, name = 'plan.yaml'): Promise<string> {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  return path
}

describe('a plan file', () => {
  test('in YAML gets every default, so that a run never meets an undefined', async () => {
    const plan = await readPlanFile(await planFile(`name: T\nprompts: [a fox]\ncontenders: [${CONTENDER}]`))
    expect(plan).toMatchObject({
      prompts: [{ text: 'a fox' }],
      repeats: 1,
      seeds: 'per-repeat',
      timeoutMs: 180_000,
      retry: { maximumAttempts: 2, initialDelayMs: 500 },
      contenders: [{ account: 'environment', concurrency: 1, parameters: { width: 1024, height: 1024 } }],
    })
  })

  test('in JSON reads the same as in YAML', async () => {
    const json = JSON.stringify({
      name: 'T',
      prompts: ['a fox'],
      contenders: [{ id: 'a', provider: 'novita', model: 'flux-1-schnell' }],
    })
    const fromJson = await readPlanFile(await planFile(json, 'plan.json'))
    const fromYaml = await readPlanFile(await planFile(`name: T\nprompts: [a fox]\ncontenders: [${CONTENDER}]`))
    expect(fromJson).toEqual(fromYaml)
  })

  test.each([
    ['a misspelt key', `name: T\nprompts: [a]\nrepeat: 3\ncontenders: [${CONTENDER}]`, '', /repeat/],
    [
      'a text for a number',
      `name: T\nprompts: [a]\nrepeats: many\ncontenders: [${CONTENDER}]`,
      'repeats',
      /expected number/,
    ],
    ['no contender', 'name: T\nprompts: [a]\ncontenders: []', 'contenders', />=1/],
    [
      'a bad id deep inside',
      'name: T\nprompts: [a]\ncontenders: [{ id: "A b", provider: novita, model: x }]',
      'contenders[0].id',
      /lower-case/,
    ],
    [
      'an axis over a parameter that does not exist',
      `name: T\nprompts: [a]\naxes: [{ parameter: stepz, values: "2, 4" }]\ncontenders: [${CONTENDER}]`,
      'axes[0].parameter',
      /"steps"/,
    ],
    ['an empty prompt', `name: T\nprompts: ["a", ""]\ncontenders: [${CONTENDER}]`, 'prompts[1]', />=1/],
  ])('with %s names the path and what was expected there', async (_case, content, path, message) => {
    const failure = readPlanFile(await planFile(content))
    await expect(failure).rejects.toMatchObject({
      code: 'INVALID_PLAN',
      problems: expect.arrayContaining([{ path, message: expect.stringMatching(message) }]),
    })
  })

  test('that is not YAML says where, not with a stack', async () => {
    await expect(readPlanFile(await planFile('name: [T'))).rejects.toMatchObject({
      code: 'INVALID_PLAN',
      message: expect.stringMatching(/not valid YAML or JSON: .*line 1/),
    })
  })

  test('that does not exist is named', async () => {
    await expect(readPlanFile('/nowhere/plan.yaml')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: "The plan /nowhere/plan.yaml can't be read: there is no such file.",
    })
  })

  test('may keep its prompts in a table beside it, with literal quotes in TSV and a limit', async () => {
    const directory = await temporaryDirectory()
    await writeFile(
      join(directory, 'prompts.tsv'),
      'Prompt\tCategory\na "quoted" sign\tArts\ncafé, naïve\tWorld\nthird\tWorld\n',
    )
    const path = join(directory, 'plan.yaml')
    await writeFile(
      path,
      `name: T\nprompts: { file: prompts.tsv, column: Prompt, limit: 2 }\ncontenders: [${CONTENDER}]`,
    )
    expect((await readPlanFile(path)).prompts).toEqual([
      { text: 'a "quoted" sign', tags: ['Arts'] },
      { text: 'café, naïve', tags: ['World'] },
    ])
  })

  test('that names a column the table lacks lists the columns there are', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'prompts.csv'), 'text,kind\n"a, b",x\n')
    const path = join(directory, 'plan.yaml')
    await writeFile(path, `name: T\nprompts: { file: prompts.csv, column: prompt }\ncontenders: [${CONTENDER}]`)
    await expect(readPlanFile(path)).rejects.toMatchObject({
      message: 'prompts.csv has no column "prompt". It has: text, kind.',
    })
  })

  test.each([
    ['one a line', 'prompts.txt', 'a fox\r\n\r\na hen\n'],
    ['JSON', 'prompts.json', '["a fox", {"text": "a hen"}]'],
    ['JSON lines', 'prompts.jsonl', '"a fox"\n{"text": "a hen"}\n'],
    ['CSV', 'prompts.csv', 'text\na fox\n"a hen"\n'],
  ])('reads prompts written %s alike', async (_case, name, content) => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, name), content)
    const path = join(directory, 'plan.yaml')
    await writeFile(path, `name: T\nprompts: { file: ${name} }\ncontenders: [${CONTENDER}]`)
    expect((await readPlanFile(path)).prompts.map((prompt) => prompt.text)).toEqual(['a fox', 'a hen'])
  })

  test('may name a set of prompts, and forgets where they are from', async () => {
    const promptSet = { promptSetId: 'prompt-set-1', name: 'Foxes', version: 2 }
    const asked: unknown[] = []
    const readPromptSet: ReadPromptSet = (choice) => {
      asked.push(choice)
      return Promise.resolve({ prompts: [{ text: 'a fox' }], promptSet })
    }
    const prompts = 'prompts: { set: Foxes, version: 2, tags: [red], sample: 3 }'
    const path = await planFile(`name: T\n${prompts}\ncontenders: [${CONTENDER}]`)
    expect(await readPlanFile(path, readPromptSet)).toMatchObject({ prompts: [{ text: 'a fox' }], promptSet })
    expect(asked).toEqual([{ set: 'Foxes', version: 2, tags: ['red'], sample: 3 }])
  })

  test('whose file of prompts has bad lines names only the plan', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'prompts.jsonl'), '{"text": "a"}\n{text: b}\n')
    const path = join(directory, 'plan.yaml')
    await writeFile(path, `name: T\nprompts: { file: prompts.jsonl }\ncontenders: [${CONTENDER}]`)
    await expect(readPlanFile(path)).rejects.toMatchObject({
      code: 'INVALID_PLAN',
      message: 'prompts.jsonl, line 2 is not JSON. Nothing was taken from it.',
    })
  })
})
