import { describe, expect, test } from 'vitest'
import { arrangePictures, type LightTable } from '#renderer/features/light-table/arrange-pictures.ts'
import { swapped, withOnly, withSides } from '#renderer/features/light-table/arrangement.ts'
import { dimensionsOf, promptName } from '#renderer/features/light-table/dimensions.ts'
import { givenOfLine } from '#renderer/features/light-table/given-of-line.ts'
import {
  arrangementOf,
  readLightTableSearch,
  searchOf,
  type LightTableSearch,
} from '#renderer/features/light-table/light-table-search.ts'
import { ComparedSets, NO_FILTER, tagsOf, type PictureFilter } from '#renderer/features/light-table/picture-filter.ts'
import { rankPictures } from '#renderer/features/light-table/rank-pictures.ts'
import { samplesByPlace } from '#renderer/features/light-table/samples-by-place.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { Case } from '#shared/domain/plan.ts'
import { pictureSeed } from '#shared/domain/picture-seed.ts'
import type { SampleMeasures } from '#shared/domain/sample-measures.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { SoftCheckName } from '#shared/domain/soft-check.ts'
import { plainCase } from '#tests/support/plain-trial.ts'
import { contender, frozenPlan, sampleRow } from './sample-trial.ts'

function stepsCase(index: number, promptIndex: number, name: string, steps: string): Case {
  return {
    ...plainCase(index, `${name} · steps ${steps}`, `${name}, drawn`),
    promptIndex,
    coordinates: { steps },
    parameters: { steps: Number(steps) },
  }
}

/** Two prompts at two numbers of steps, two contenders, three repeats: 24 pictures. */
const plan = frozenPlan([contender('a', 0), contender('b', 1)], {
  repeats: 3,
  axes: [{ name: 'steps', varies: { kind: 'parameter', parameter: 'steps' }, values: ['4', '20'] }],
  cases: [
    stepsCase(0, 0, 'Vase', '4'),
    stepsCase(1, 0, 'Vase', '20'),
    { ...stepsCase(2, 1, 'Poster', '4'), tags: ['text'] },
    { ...stepsCase(3, 1, 'Poster', '20'), tags: ['text'] },
  ],
})
const rows = plan.cases.flatMap(({ index, promptIndex }) =>
  ['a', 'b'].flatMap((contenderId) =>
    [0, 1, 2].map((repeat) =>
      sampleRow({ caseIndex: index, contenderId, repeat, seed: pictureSeed(plan, { promptIndex, repeat }) }),
    ),
  ),
)
const dimensions = dimensionsOf(plan)

function arrange(
  search: LightTableSearch,
  filter: Partial<PictureFilter> = {},
  samples: readonly SampleRow[] = rows,
  marks: ReadonlyMap<string, Mark> = new Map(),
): LightTable {
  const arrangement = arrangementOf(search, dimensions)
  const sets = new ComparedSets(samples, marks)
  return arrangePictures(plan, dimensions, { samples: samplesByPlace(samples), sets }, arrangement, {
    ...NO_FILTER,
    ...filter,
  })
}

const labels = (lines: LightTable['rows']): string[] =>
  lines.map(({ values }) => [...values.values()].map(({ label }) => label).join(', '))

test('the picture given with a prompt stands by another one, or is lost where a row holds several cases', () => {
  const picture = { sha256: 'a'.repeat(64), format: 'png' as const, width: 8, height: 8, sizeBytes: 9 }
  const cases = plan.cases.map((planCase) => ({ ...planCase, picture: planCase.promptIndex === 1 ? picture : null }))
  const changing = {
    ...plan,
    cases,
    contenders: [{ ...contender('a', 0), task: 'image-to-image' as const }, contender('b', 1)],
  }
  const given = (lines: LightTable['rows'], of = changing) =>
    lines.map((line) =>
      givenOfLine(of, { ...line, planCase: line.planCase && (of.cases[line.planCase.index] ?? null) }),
    )
  expect(given(arrange({}).rows)).toEqual([null, null, picture, picture])
  const across = arrange({ columns: 'axis:steps' })
  expect(across.rows.every(({ planCase }) => planCase === null)).toBe(true)
  expect(labels(across.rows)).toEqual(['Vase, A', 'Vase, B', 'Poster, A', 'Poster, B'])
  expect(given(across.rows)).toEqual([null, null, picture, picture])
  expect(given(across.columns)).toEqual([null, null])
  expect(given(across.rows, { ...changing, contenders: plan.contenders })).toEqual([null, null, null, null])
})

function sampleAt(table: LightTable, row: number, column: number): Partial<SampleRow> | undefined {
  const sample = table.cell(row, column)?.sample
  return sample && { caseIndex: sample.caseIndex, contenderId: sample.contenderId, repeat: sample.repeat }
}

describe('the arrangement', () => {
  test('of a link without one is something else than cases down, contenders across, of the first repeat', () => {
    const table = arrange({})
    expect(table.rows.map(({ planCase }) => planCase?.index)).toEqual([0, 1, 2, 3])
    expect(labels(table.columns)).toEqual(['A', 'B'])
    expect(sampleAt(table, 3, 1)).toEqual({ caseIndex: 3, contenderId: 'b', repeat: 0 })
    expect(table.pictureCount).toBe(8)
  })
  test('of an axis against repeats mixes up contenders, or forgets a prompt', () => {
    const table = arrange({ rows: 'repeat', columns: 'axis:steps', only: { contender: 'b' } })
    expect(labels(table.rows)).toEqual(
      ['Vase', 'Poster'].flatMap((name) => [1, 2, 3].map((repeat) => `${name}, repeat ${repeat}`)),
    )
    expect(labels(table.columns)).toEqual(['steps 4', 'steps 20'])
    expect(sampleAt(table, 4, 1)).toEqual({ caseIndex: 3, contenderId: 'b', repeat: 1 })
  })
  test('by seed shows a picture twice, or not at all', () => {
    const table = arrange({ rows: 'seed', columns: 'contender', only: { prompt: '2', 'axis:steps': '20' } })
    expect(table.rows.map(({ seed }) => seed)).toEqual(
      [0, 1, 2].map((repeat) => pictureSeed(plan, { promptIndex: 1, repeat })),
    )
    expect(sampleAt(table, 2, 0)).toEqual({ caseIndex: 3, contenderId: 'a', repeat: 2 })
    expect(table.pictureCount).toBe(6)
  })
  test('of every pair of sides lays out the pictures once each', () => {
    for (const row of dimensions) {
      for (const column of dimensions) {
        if (row.id === column.id) continue
        const table = arrange({ rows: row.id, columns: column.id, repeat: 'all' })
        const found = new Set<string>()
        for (const [down] of table.rows.entries()) {
          for (const [across] of table.columns.entries()) {
            const cell = table.cell(down, across)
            if (cell?.sample === undefined) continue
            found.add(cell.sample.sampleId)
            expect(table.find(cell)).toEqual({ row: down, column: across })
          }
        }
        expect(found.size, `${row.id} by ${column.id}`).toBe(rows.length)
      }
    }
  })
  test('swapped twice is another one', () => {
    const before = arrangementOf({ rows: 'repeat', columns: 'axis:steps', only: { contender: 'b' } }, dimensions)
    expect(swapped(swapped(before))).toEqual(before)
    expect(arrangementOf(searchOf({}, swapped(before), dimensions), dimensions)).toEqual(swapped(before))
  })
  test('turned about keeps what was chosen of the rest, and shows one repeat of many', () => {
    const before = arrangementOf({ rows: 'repeat', columns: 'axis:steps', only: { contender: 'b' } }, dimensions)
    const after = withSides(before, { rows: 'prompt', columns: 'axis:steps' }, dimensions)
    expect(after.only).toEqual({ contender: 'b', repeat: '1' })
    expect(withOnly(after, 'repeat', null).only).toEqual({ contender: 'b' })
    expect(searchOf({}, withOnly(after, 'repeat', null), dimensions)).toMatchObject({ repeat: 'all' })
  })
  test('a prompt that an axis does not vary is lost', () => {
    const varied = {
      ...plan,
      cases: [...plan.cases, { ...plainCase(4, 'Stones', 'Stones'), promptIndex: 2 }],
    }
    const all = dimensionsOf(varied)
    const arrangement = arrangementOf({ rows: 'axis:steps', columns: 'prompt', only: { contender: 'a' } }, all)
    const sets = new ComparedSets(rows, new Map())
    const table = arrangePictures(varied, all, { samples: samplesByPlace(rows), sets }, arrangement, NO_FILTER)
    expect(labels(table.rows)).toEqual(['steps 4', 'steps 20', 'no steps'])
    expect(table.cell(2, 2)?.planCase.name).toBe('Stones')
    expect([table.cell(2, 0), table.isPlanned(2, 0)]).toEqual([undefined, false])
  })
})

describe('the filter', () => {
  const odd = rows.map((row) =>
    row.caseIndex === 2 && row.contenderId === 'b' && row.repeat === 1 ? { ...row, outcome: 'refused' as const } : row,
  )
  const marked = new Map<string, Mark>()
  for (const row of rows.filter(({ caseIndex, repeat }) => caseIndex === 1 && repeat === 0)) {
    const stars = row.contenderId === 'a' ? 4 : null
    marked.set(row.sampleId, {
      sampleId: row.sampleId,
      stars,
      verdict: 'pass',
      tags: ['hands'],
      note: 'Six fingers',
    })
  }

  test('shows one picture without what it is compared with', () => {
    const table = arrange({ repeat: 'all' }, { show: 'refused' }, odd)
    expect(labels(table.rows)).toEqual(['Poster, steps 4, repeat 2'])
    expect(table.cell(0, 0)?.sample).toBeDefined()
    expect(table).toMatchObject({
      counts: { refused: { laidOut: 1, all: 1 }, failed: { laidOut: 0, all: 0 } },
      unfilteredRows: 12,
    })
  })
  test('counts a refusal of another repeat than is shown as laid out, or hides that there is one', () => {
    expect(arrange({}, {}, odd).counts.refused).toEqual({ laidOut: 0, all: 1 })
    expect(arrange({ repeat: 2 }, {}, odd).counts.refused).toEqual({ laidOut: 1, all: 1 })
  })
  test('takes two failures beside each other for one', () => {
    const failed = rows.map((row) => (row.caseIndex === 0 ? { ...row, outcome: 'failed' as const, image: null } : row))
    expect(arrange({}, {}, failed).counts.failed).toEqual({ laidOut: 2, all: 6 })
  })
  test('says of what it leaves out that the trial has no such picture', () => {
    const failed = rows.map((row) =>
      row.caseIndex === 1 || row.caseIndex === 2 ? { ...row, outcome: 'failed' as const, image: null } : row,
    )
    const table = arrange({ columns: 'axis:steps', only: { contender: 'a' } }, { show: 'failed' }, failed)
    expect(labels(table.rows)).toEqual(['Vase', 'Poster'])
    expect([table.cell(0, 0), table.isPlanned(0, 0)]).toEqual([undefined, true])
    expect([table.cell(1, 1), table.isPlanned(1, 1)]).toEqual([undefined, true])
  })
  test.each([
    [{ marking: '4' }, [1]],
    [{ marking: '5' }, []],
    [{ marking: 'pass' }, [1]],
    [{ marking: 'fail' }, []],
    [{ marking: 'noted' }, [1]],
    [{ marking: 'unmarked' }, [0, 2, 3]],
    [{ tag: 'hands' }, [1]],
    [{ tag: 'text' }, [2, 3]],
    [{ filter: 'FINGERS vase' }, [1]],
    [{ filter: 'poster' }, [2, 3]],
    [{ filter: 'nothing' }, []],
  ] as const)('%j finds others than cases %j', (filter, expected) => {
    const table = arrange({}, filter, rows, marked)
    expect(table.rows.map(({ planCase }) => planCase?.index)).toEqual([...expected])
  })
  test('offers tags of prompts, and not those of marks', () => {
    expect(tagsOf(plan.cases, marked)).toEqual(['hands', 'text'])
  })
})

const image = (width: number) => ({
  sha256: 'a'.repeat(64),
  format: 'png' as const,
  width,
  height: width,
  sizeBytes: 1,
})

describe('the order of a check', () => {
  const four = frozenPlan(
    ['a', 'b', 'c', 'd'].map((id, position) => contender(id, position)),
    { repeats: 1 },
  )
  const samples = ['a', 'b', 'c', 'd'].map((contenderId) =>
    sampleRow({ contenderId, image: image(contenderId === 'c' ? 512 : 1024) }),
  )
  function ranked(check: SoftCheckName, values: (number | null)[]): (string | undefined)[] {
    const all = dimensionsOf(four)
    const sets = new ComparedSets(samples, new Map())
    const table = arrangePictures(
      four,
      all,
      { samples: samplesByPlace(samples), sets },
      arrangementOf({}, all),
      NO_FILTER,
    )
    const none = Object.fromEntries(SoftCheckName.options.map((name) => [name, null])) as SampleMeasures['values']
    const measures = new Map(
      samples.map(({ sampleId }, place) => [sampleId, { ...none, [check]: values[place] ?? null }]),
    )
    const rankedTable = rankPictures(table, check, measures)
    const places = [...rankedTable.columns.keys()].map((column) => {
      const cell = rankedTable.cell(0, column)
      return cell === undefined ? undefined : rankedTable.find(cell)
    })
    expect(places).toEqual([0, 1, 2, 3].map((column) => ({ row: 0, column })))
    return [...rankedTable.columns.keys()].map((column) => rankedTable.cell(0, column)?.contenderId)
  }

  test('puts the worse first, or takes a picture that was not measured for the best', () => {
    expect(ranked('clipping', [0.2, null, 0.1, 0])).toEqual(['d', 'c', 'a', 'b'])
    expect(ranked('colourfulness', [20, 30, 40, 10])).toEqual(['c', 'b', 'a', 'd'])
  })
  test('compares single pixels of pictures of two sizes', () => {
    expect(ranked('sharpness', [10, 30, 900, 20])).toEqual(['b', 'd', 'a', 'c'])
  })
})

test('a name keeps its place on the axes', () => {
  expect(promptName(stepsCase(0, 0, 'Vase', '4'))).toBe('Vase')
  expect(promptName({ name: 'Vase', coordinates: {} })).toBe('Vase')
})
test('an address that names what the trial has not got opens on nothing', () => {
  const search = readLightTableSearch({
    rows: 'axis:colour',
    columns: 'repeat',
    repeat: 99,
    only: { contender: 'gone' },
  })
  expect(arrangementOf(search, dimensions)).toEqual({ rows: 'prompt', columns: 'repeat', only: {} })
  expect(arrangementOf({ rows: 'contender', columns: 'contender' }, dimensions)).toMatchObject({
    rows: 'contender',
    columns: 'prompt',
  })
})
