import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const clock = { now: () => new Date('2026-11-22T12:00:00Z') }
const createdAt = '2026-11-22T12:00:00.000Z'
const first: Prompt[] = [
  { name: 'Fox', text: 'a {{colour}} fox', negativePrompt: 'fog', tags: ['animal'], variables: { colour: 'red' } },
  { text: 'зимняя река', picture: 'a'.repeat(64) },
]

async function storeWithSet() {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  store.promptSets.create('prompt-set-1', 'Foxes', { createdAt, description: 'Typed.', prompts: first })
  return { directory, store }
}

test('an edit that changes a stored version, or a version that is not found again', async () => {
  const { directory, store } = await storeWithSet()
  const next = { createdAt: '2026-11-23T12:00:00.000Z', description: '', prompts: [{ text: 'a hen' }] }
  expect(store.promptSets.addVersion('prompt-set-1', 1, next)).toBe(true)
  expect(store.promptSets.rename('prompt-set-1', 'Animals')).toBe(true)
  store.close()
  const again = openStore({ directory, clock })
  const set = { id: 'prompt-set-1', name: 'Animals' }
  expect(again.promptSets.get('prompt-set-1', 1)).toStrictEqual({
    ...set,
    version: 1,
    createdAt,
    description: 'Typed.',
    prompts: first,
  })
  expect(again.promptSets.get('prompt-set-1', 2)).toStrictEqual({ ...set, version: 2, ...next })
  expect(again.promptSets.get('prompt-set-1', 3)).toBeNull()
  expect(again.promptSets.list()).toEqual([{ ...set, version: 2, createdAt: next.createdAt, promptCount: 1 }])
  expect(again.promptSets.versions('prompt-set-1').map(({ version, promptCount }) => [version, promptCount])).toEqual([
    [2, 1],
    [1, 2],
  ])
  again.close()
})

test('a stored version that anything else can change', async () => {
  const { store } = await storeWithSet()
  const database = new Sqlite(store.databasePath)
  const change = database.prepare("UPDATE prompt_set_versions SET prompts = '[]'")
  expect(() => change.run()).toThrow('never changes')
  database.close()
  store.close()
})

const version = (text: string) => ({ createdAt, description: '', prompts: [{ text }] })

test('two that edit the same version, of whom one loses their work without a word', async () => {
  const { store } = await storeWithSet()
  expect(store.promptSets.addVersion('prompt-set-1', 1, version('mine'))).toBe(true)
  expect(store.promptSets.addVersion('prompt-set-1', 1, version('yours'))).toBe(false)
  expect(store.promptSets.addVersion('prompt-set-2', 1, version('nobody’s'))).toBe(false)
  expect(store.promptSets.get('prompt-set-1', 2)?.prompts).toEqual([{ text: 'mine' }])
  store.close()
})

test('a set that is half removed, or a row that does not fit, read as a set with holes', async () => {
  const { store } = await storeWithSet()
  const database = new Sqlite(store.databasePath)
  database
    .prepare('INSERT INTO prompt_set_versions VALUES (?, ?, ?, ?, ?, ?)')
    .run('prompt-set-1', 2, createdAt, '', 1, '[{"txt":"a fox"}]')
  database.close()
  expect(() => store.promptSets.get('prompt-set-1', 2)).toThrow('text')
  expect(store.promptSets.remove('prompt-set-1')).toBe(true)
  expect(store.promptSets.remove('prompt-set-1')).toBe(false)
  expect(store.promptSets.versions('prompt-set-1')).toEqual([])
  expect(store.promptSets.list()).toEqual([])
  store.close()
})
