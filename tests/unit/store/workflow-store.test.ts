import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { sampleWorkflow } from '#tests/providers/sample-workflow.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const clock = { now: () => new Date('2026-11-22T12:00:00Z') }
const createdAt = '2026-11-22T12:00:00.000Z'

test('a workflow that comes back changed, in another order, or not at all', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  const kept = (['comfyui', 'deployed', 'http'] as const).map((kind, index) => ({
    id: `workflow-${index}`,
    name: kind,
    createdAt,
    content: sampleWorkflow(kind, 'generate'),
  }))
  for (const workflow of kept) store.workflows.put(workflow)
  store.workflows.put({ ...kept[1]!, name: 'Renamed', createdAt: '2027-01-01T00:00:00.000Z' })
  store.close()
  const again = openStore({ directory, clock })
  expect(again.workflows.list()).toStrictEqual([kept[0], { ...kept[1], name: 'Renamed' }, kept[2]])
  expect(again.workflows.remove('workflow-0')).toBe(true)
  expect(again.workflows.remove('workflow-0')).toBe(false)
  expect(again.workflows.get('workflow-0')).toBeNull()
  again.close()
})

test('a row that does not fit, read as a workflow with holes', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  const database = new Sqlite(store.databasePath)
  database
    .prepare('INSERT INTO workflows (id, name, created_at, content) VALUES (?, ?, ?, ?)')
    .run('workflow-1', 'Broken', createdAt, '{"kind":"comfyui","graph":{}}')
  database.close()
  expect(() => store.workflows.get('workflow-1')).toThrow('bindings')
  store.close()
})
