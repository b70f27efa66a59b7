import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { countMarks } from '#shared/domain/mark-counts.ts'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

const trial = makeTrial([makeContender(0, { name: 'One & only' }), makeContender(1, { name: 'Second' })])
const rows = [0, 1].flatMap((repeat) => ['contender-0', 'contender-1'].map((id) => makeRow(id, repeat)))
const [first, second, third] = rows.map(({ sampleId }) => sampleId)
const marks: Mark[] = [
  { ...noMark(first ?? ''), stars: 4, verdict: 'pass', tags: ['hands', 'a <b>'], note: '=SUM(A1)' },
  { ...noMark(third ?? ''), verdict: 'fail', tags: ['hands'] },
  { ...noMark(second ?? ''), stars: 5 },
]

async function write(given: Mark[]): Promise<{ html: string; csv: Record<string, string>[]; json: { marks: Mark[] } }> {
  const directory = await temporaryDirectory()
  await writePlainReport(directory, trial, rows, { marks: given })
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8')
  return {
    html: await read('report.html'),
    csv: parse(await read('results.csv'), { columns: true }),
    json: JSON.parse(await read('results.json')) as { marks: Mark[] },
  }
}

test('marks counted for another contender, or one of another trial counted at all', () => {
  const counts = countMarks(['contender-0', 'contender-1'], rows, [...marks, { ...noMark('elsewhere'), stars: 1 }])
  expect(counts).toEqual([
    {
      contenderId: 'contender-0',
      passed: 1,
      rejected: 1,
      byStars: [0, 0, 0, 1, 0],
      withNote: 1,
      byTag: [
        ['hands', 2],
        ['a <b>', 1],
      ],
    },
    { contenderId: 'contender-1', passed: 0, rejected: 0, byStars: [0, 0, 0, 0, 1], withNote: 0, byTag: [] },
  ])
})

test('the report speaks of marks where there are none, or lets a tag become markup', async () => {
  expect((await write([])).html).not.toContain('Marked by eye')
  const { html } = await write(marks)
  expect(html).toContain('Marked by eye')
  expect(html).toContain('hands 2, a &lt;b&gt; 1')
})

test('rows lose their marks on the way out, or a note runs as a formula', async () => {
  const { csv, json } = await write(marks)
  const row = csv.find((record) => record['sample_id'] === first)
  expect(row).toMatchObject({ stars: '4', verdict: 'pass', tags: 'hands; a <b>', note: "'=SUM(A1)" })
  expect(csv.find((record) => record['sample_id'] === rows[3]?.sampleId)).toMatchObject({ stars: '', verdict: '' })
  expect(json.marks).toEqual(marks)
})
