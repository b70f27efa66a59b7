import { expect, test } from 'vitest'
import { readPromptPacks } from '#main/workbench/prompt-packs.ts'
import { findInstallation } from '#main/hosts/installation.ts'
import { join } from 'node:path'
import { fillPrompt } from '#shared/domain/fill-variables.ts'
import type { PromptSelection } from '#shared/domain/prompt.ts'
import type { AssayError } from '#shared/errors.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

async function failureOf(promise: Promise<unknown>): Promise<Pick<AssayError, 'code' | 'message' | 'problems'>> {
  return promise.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: unknown) => error as AssayError,
  )
}

const CSV = 'prompt,category,colour\na {{colour}} fox,Animals,red\na hen,Animals,\na lake,Places,blue\na road,Places,\n'
const file = (content = CSV, name = 'foxes.csv') => new File([content], name)

test('a pack that ships is too small, too large, can’t be sent, or is like no other', async () => {
  const packs = await readPromptPacks(join(findInstallation().root, 'resources'))
  expect(packs).toHaveLength(3)
  for (const { id, prompts, description } of packs) {
    expect(prompts.length, id).toBeGreaterThanOrEqual(10)
    expect(prompts.length, id).toBeLessThanOrEqual(16)
    expect(new Set(prompts.map(({ text, variables }) => fillPrompt({ text, variables }).text)).size, id).toBe(
      prompts.length,
    )
    for (const prompt of prompts) {
      expect(fillPrompt(prompt).missing, prompt.name).toEqual([])
      expect(prompt.tags?.length, prompt.name).toBeGreaterThan(0)
    }
    expect(description).not.toBe('')
  }
})

test('an import shows what it will not keep, keeps something else, or is not found again', async () => {
  const { client } = await testWorkbench({})
  const preview = await client.promptSet.preview({ file: file() })
  expect(preview).toMatchObject({
    format: 'csv',
    delimiter: ',',
    quotes: 'doubled',
    columns: [
      { column: 'prompt', use: 'text' },
      { column: 'category', use: 'tags' },
      { column: 'colour', use: 'variable' },
    ],
    rowCount: 4,
    problems: [],
  })
  expect(preview.rows[0]).toEqual({ place: 'line 2', cells: ['a {{colour}} fox', 'Animals', 'red'] })
  const kept = await client.promptSet.import({ file: file() })
  expect(kept).toMatchObject({ name: 'foxes', version: 1, promptCount: 4, shipped: false })
  expect((await client.promptSet.list())[0]).toEqual(kept)
  expect(await client.promptSet.get({ promptSetId: kept.id })).toMatchObject({
    description: 'Imported from foxes.csv.',
    prompts: [
      { text: 'a {{colour}} fox', tags: ['Animals'], variables: { colour: 'red' } },
      { text: 'a hen' },
      { text: 'a lake' },
      { text: 'a road' },
    ],
  })
})

test('a file with a bad line leaves half of its prompts behind, in a new set or an old one', async () => {
  const { client } = await testWorkbench({})
  const { id } = await client.promptSet.import({ file: file() })
  const before = await client.promptSet.list()
  const bad = file(`${CSV},Places,green\n`)
  const preview = await client.promptSet.preview({ file: bad })
  expect(preview).toMatchObject({ rowCount: 5, problemCount: 1, problems: [{ path: 'line 6' }] })
  for (const into of [{}, { into: id }]) {
    const failure = await failureOf(client.promptSet.import({ file: bad, ...into }))
    expect(failure).toMatchObject({ code: 'BAD_USAGE', message: expect.stringContaining('line 6') })
  }
  expect(await client.promptSet.list()).toEqual(before)
  await client.promptSet.import({ file: file('a fox\n', 'more.txt'), into: id })
  expect(await client.promptSet.versions({ promptSetId: id })).toMatchObject([
    { version: 2, promptCount: 1, description: 'Imported from more.txt.' },
    { version: 1, promptCount: 4 },
  ])
})

test('an edit overwrites what another window saved, or an older version can’t be restored', async () => {
  const { client } = await testWorkbench({})
  const { id: promptSetId } = await client.promptSet.save({
    promptSetId: null,
    name: ' Mine ',
    prompts: [{ text: 'a' }],
  })
  const second = { promptSetId, basedOn: 1, prompts: [{ text: 'b' }] }
  expect(await client.promptSet.save(second)).toMatchObject({ name: 'Mine', version: 2 })
  expect(await failureOf(client.promptSet.save(second))).toMatchObject({
    code: 'CHANGED_MEANWHILE',
    message: expect.stringMatching(/version 2 was saved since version 1/),
  })
  const old = await client.promptSet.get({ promptSetId, version: 1 })
  await client.promptSet.save({ promptSetId, basedOn: 2, description: 'Version 1 restored.', prompts: old.prompts })
  expect(await client.promptSet.get({ promptSetId })).toMatchObject({ version: 3, prompts: [{ text: 'a' }] })
  expect(await failureOf(client.promptSet.get({ promptSetId, version: 9 }))).toMatchObject({
    code: 'NOT_FOUND',
    message: '“Mine” has no version 9. Its newest is 3.',
  })
})

test('a pack that ships is changed, renamed or removed', async () => {
  const { client } = await testWorkbench({})
  const pack = await client.promptSet.get({ promptSetId: 'storefront' })
  expect(pack.shipped).toBe(true)
  for (const change of [
    () => client.promptSet.rename({ promptSetId: 'storefront', name: 'Mine' }),
    () => client.promptSet.remove({ promptSetId: 'storefront' }),
    () => client.promptSet.import({ file: file(), into: 'storefront' }),
  ]) {
    expect(await failureOf(change())).toMatchObject({ code: 'BAD_USAGE', message: expect.stringContaining('ships') })
  }
  const copy = await client.promptSet.save({ promptSetId: 'storefront', basedOn: 1, prompts: [{ text: 'mine' }] })
  expect(copy).toMatchObject({ name: 'Storefront and editorial, copy', version: 1, shipped: false })
  expect(await client.promptSet.get({ promptSetId: 'storefront' })).toEqual(pack)
})

test('a sample does not say where it is from, or is drawn from what is not there', async () => {
  const { client } = await testWorkbench({})
  const { id: promptSetId } = await client.promptSet.import({ file: file(), name: 'Foxes' })
  const selection = { sample: { count: 2, seed: 7, by: 'tags' as const } }
  const drawn = await client.promptSet.sample({ promptSetId, selection })
  expect(drawn).toMatchObject({ name: 'Foxes, 2 of 4', promptCount: 2 })
  const { description, prompts } = await client.promptSet.get({ promptSetId: drawn.id })
  expect(description).toBe('From “Foxes”, version 1: 2 of 4 prompts, drawn by seed 7 in proportion to their tags.')
  expect(prompts.map(({ tags }) => tags)).toEqual([['Animals'], ['Places']])
  const refused: [PromptSelection, string][] = [
    [{ tags: ['Food'] }, 'Its tags: Animals, Places.'],
    [{ tags: ['Places'], sample: { count: 3, seed: 1 } }, "A sample of 3 can't be drawn from 2 prompts"],
    [{ sample: { count: 1, seed: 1, by: { variable: 'size' } } }, 'has the variable "size"'],
  ]
  for (const [wrong, words] of refused) {
    const failure = await failureOf(client.promptSet.sample({ promptSetId, selection: wrong }))
    expect(failure).toMatchObject({ code: 'BAD_USAGE', message: expect.stringContaining(words) })
  }
})
