import { describe, expect, test } from 'vitest'
import { compareChoices, searchOpened } from '#renderer/features/light-table/compare-choices.ts'
import { picturesAlong, withoutNames } from '#renderer/features/light-table/compared-picture.ts'
import {
  acrossOf,
  caseLike,
  casesByPrompt,
  comparableDimensions,
  keptName,
  keptPrompt,
  placeOf,
  searchAcross,
} from '#renderer/features/light-table/compared-place.ts'
import { dimensionsOf, type ComparedDimension } from '#renderer/features/light-table/dimensions.ts'
import {
  arrangementOf,
  readLightTableSearch,
  searchClosed,
  type LightTableSearch,
} from '#renderer/features/light-table/light-table-search.ts'
import { samplesByPlace } from '#renderer/features/light-table/samples-by-place.ts'
import { pictureSeed } from '#shared/domain/picture-seed.ts'
import type { Case, FrozenPlan } from '#shared/domain/plan.ts'
import { plainCase } from '#tests/support/plain-trial.ts'
import { contender, frozenPlan, sampleRow } from './sample-trial.ts'

const [a, b] = [contender('a', 0), contender('b', 1)]

function cell(index: number, promptIndex: number, coordinates: Record<string, string>): Case {
  const where = Object.entries(coordinates).map(([axis, value]) => ` · ${axis} ${value}`)
  return { ...plainCase(index, `Prompt ${promptIndex}${where.join('')}`, 'drawn'), promptIndex, coordinates }
}

/** Two prompts at two numbers of steps in two styles, and a third prompt that has no style. */
const matrix = frozenPlan([a, b], {
  repeats: 3,
  axes: [
    { name: 'steps', varies: { kind: 'parameter', parameter: 'steps' }, values: ['4', '20'] },
    { name: 'style', varies: { kind: 'variable', variable: 'style' }, values: ['oil', 'ink'] },
  ],
  cases: [
    cell(0, 0, { steps: '4', style: 'oil' }),
    cell(1, 0, { steps: '4', style: 'ink' }),
    cell(2, 0, { steps: '20', style: 'oil' }),
    cell(3, 0, { steps: '20', style: 'ink' }),
    cell(4, 1, { steps: '4', style: 'oil' }),
    cell(5, 1, { steps: '20', style: 'oil' }),
    cell(6, 1, { steps: '20', style: 'ink' }),
    cell(7, 2, { steps: '4' }),
    cell(8, 2, { steps: '20' }),
  ],
})
const alone = frozenPlan([a], { repeats: 3 })

const comparableOf = (plan: FrozenPlan): ComparedDimension[] =>
  comparableDimensions(plan, dimensionsOf(plan)).map(({ id }) => id)

function choicesOf(plan: FrozenPlan, search: LightTableSearch, looked: LightTableSearch[] = []) {
  const dimensions = dimensionsOf(plan)
  const place = placeOf(plan, search, arrangementOf(search, dimensions))!
  return compareChoices(plan, { dimensions, samples: new Map() }, place, search, (next) => looked.push(next))
}

/** The cases of the matrix that are compared along an axis, by their places. */
function casesOf(at: number, across: ComparedDimension): number[] {
  return picturesAlong(matrix, across, { planCase: matrix.cases[at]!, contender: a, repeat: 0 }, new Map()).map(
    ({ planCase }) => planCase.index,
  )
}

/** What the first picture of a table is compared along when it is opened. */
function openedAs(plan: FrozenPlan, search: LightTableSearch): ComparedDimension {
  const dimensions = dimensionsOf(plan)
  const arrangement = arrangementOf(search, dimensions)
  const place = { planCase: plan.cases[0]!, contender: a, repeat: 0 }
  const opened = searchOpened(plan, search, { dimensions, arrangement }, place)
  expect(opened).toMatchObject({ open: 0, openRepeat: 1, openContender: 'a' })
  return opened.across ?? choicesOf(plan, opened).across
}

describe('what can be compared', () => {
  test('a trial of one contender has nothing to compare, or several of one thing are said of what there is one of', () => {
    expect(comparableOf(alone)).toEqual(['repeat', 'seed'])
    expect(comparableOf(matrix)).toEqual(['contender', 'axis:steps', 'axis:style', 'repeat', 'seed'])
    expect(comparableOf({ ...alone, seeds: 'per-prompt' })).toEqual(['repeat'])
    expect(comparableOf(frozenPlan([a], { repeats: 1 }))).toEqual([])
    // The table has a second value for prompts that an axis does not vary: no prompt has both.
    const axis = { ...matrix.axes[1]!, values: ['oil'] }
    const cases = [cell(0, 0, { style: 'oil' }), cell(1, 1, {})]
    expect(comparableOf({ ...alone, axes: [axis], cases, repeats: 1 })).toEqual([])
  })
  test('an address names a dimension that the trial lacks, and nothing is compared', () => {
    const comparable = comparableDimensions(alone, dimensionsOf(alone))
    expect(acrossOf({}, comparable)).toBe('repeat')
    expect(acrossOf({ across: 'seed' }, comparable)).toBe('seed')
    expect(acrossOf({ across: 'axis:gone' }, comparable)).toBe('repeat')
    expect(acrossOf({}, [])).toBe('contender')
  })
})

describe('pictures along a dimension', () => {
  test('pictures of another prompt, contender, repeat or value come among them', () => {
    const place = { planCase: matrix.cases[3]!, contender: b, repeat: 1 }
    const along = (across: ComparedDimension): unknown[] =>
      picturesAlong(matrix, across, place, new Map()).map(
        ({ id, name, planCase, contender: { id: whose }, repeat }) => [id, name, planCase.index, whose, repeat],
      )
    expect(along('contender')).toEqual([
      ['a', 'A', 3, 'a', 1],
      ['b', 'B', 3, 'b', 1],
    ])
    expect(along('repeat')).toEqual([
      ['1', 'repeat 1', 3, 'b', 0],
      ['2', 'repeat 2', 3, 'b', 1],
      ['3', 'repeat 3', 3, 'b', 2],
    ])
    const seed = pictureSeed(matrix, { promptIndex: 0, repeat: 2 })
    expect(along('seed')[2]).toEqual(['3', `seed ${seed}`, 3, 'b', 2])
    expect(along('axis:steps')).toEqual([
      ['4', 'steps 4', 1, 'b', 1],
      ['20', 'steps 20', 3, 'b', 1],
    ])
    expect(along('axis:style').map((picture) => (picture as unknown[])[1])).toEqual(['style oil', 'style ink'])
  })
  test('a combination that was left out, or an axis that does not vary the prompt, brings a picture of something else', () => {
    expect(casesOf(6, 'axis:steps')).toEqual([6])
    expect(casesOf(4, 'axis:steps')).toEqual([4, 5])
    expect(casesOf(8, 'axis:style')).toEqual([8])
  })
  test('the sample of another repeat is shown under a repeat’s name', () => {
    const second = sampleRow({ repeat: 1 })
    const samples = samplesByPlace([sampleRow(), second])
    const pictures = picturesAlong(alone, 'repeat', { planCase: alone.cases[0]!, contender: a, repeat: 0 }, samples)
    expect(pictures.map(({ sample }) => sample?.repeat)).toEqual([0, 1, undefined])
    expect(pictures[1]?.sample).toBe(second)
  })
  test('the title says of all what holds for one, or the prompt shows one value of the axis that is compared', () => {
    expect(keptName(matrix.cases[3]!, 'contender')).toBe('Prompt 0 · steps 20 · style ink')
    expect(keptName(matrix.cases[3]!, 'axis:style')).toBe('Prompt 0 · steps 20')
    const written = { ...matrix.cases[3]!, prompt: 'a vase in ink', template: { text: 'a vase in {{style}}' } }
    expect(keptPrompt(written, 'axis:style')).toBe('a vase in {{style}}')
    expect(keptPrompt(written, 'repeat')).toBe('a vase in ink')
    expect(keptPrompt({ ...matrix.cases[7]!, template: { text: 'x' } }, 'axis:style')).toBe('drawn')
  })
})

describe('what is kept', () => {
  test('the next prompt is shown at other values of the axes', () => {
    const prompts = casesByPrompt(matrix)
    expect(prompts.map((cases) => cases.length)).toEqual([4, 3, 2])
    expect(caseLike(prompts[1]!, matrix.cases[3]!)?.index).toBe(6)
    expect(caseLike(prompts[2]!, matrix.cases[3]!)?.index).toBe(8)
    // Left out by the plan: the nearest that there is.
    expect(caseLike(prompts[1]!, matrix.cases[1]!)?.coordinates).toEqual({ steps: '4', style: 'oil' })
  })
  test('a link opens another contender or repeat, or one that is gone', () => {
    const only = arrangementOf({}, dimensionsOf(matrix))
    const at = (search: Record<string, unknown>) => placeOf(matrix, readLightTableSearch(search), only)
    expect(at({})).toBeNull()
    expect(at({ open: 99 })).toBeNull()
    expect(at({ open: 2, openRepeat: 3, openContender: 'b' })).toEqual({
      planCase: matrix.cases[2],
      contender: b,
      repeat: 2,
    })
    expect(at({ open: 2, openRepeat: 9, openContender: 'gone' })).toMatchObject({ contender: a, repeat: 2 })
  })
  test('what was opened, moved to or chosen along one dimension is left in the address of another, or of the table', () => {
    const looked: LightTableSearch[] = []
    const search = { open: 0, openRepeat: 2, openContender: 'b', compare: 'flip', first: 'b', second: 'a' } as const
    const choices = choicesOf(matrix, search, looked)
    choices.onAcross('repeat')
    choices.onGo({ ...choices.place, planCase: matrix.cases[6]! })
    expect(looked[0]).toEqual({ open: 0, openRepeat: 2, openContender: 'b', compare: 'flip', across: 'repeat' })
    expect(looked[1]).toMatchObject({ open: 6, openRepeat: 2, openContender: 'b', first: 'b', second: 'a' })
    const full = { ...searchAcross(search, 'repeat'), hidden: 3, rows: 'contender' as const }
    const closed = searchClosed(full, arrangementOf({}, dimensionsOf(matrix)), 2)
    expect(closed).toEqual({ rows: 'contender', repeat: 2 })
  })
  test('a table of repeats opens a comparison of contenders, or of one contender a comparison with itself', () => {
    expect(openedAs(matrix, {})).toBe('contender')
    expect(openedAs(matrix, { rows: 'prompt', columns: 'axis:steps' })).toBe('axis:steps')
    expect(openedAs(matrix, { rows: 'repeat', columns: 'prompt' })).toBe('repeat')
    expect(openedAs(alone, {})).toBe('repeat')
  })
})

describe('names that are hidden', () => {
  const named = choicesOf(matrix, { open: 0 }).pictures
  test('a name, a marker or the order of the plan tells whose a picture is', () => {
    const hidden = withoutNames(named, 5)
    expect(hidden.map(({ name, named: of }) => [name, of])).toEqual([
      ['Picture 1', 'nothing'],
      ['Picture 2', 'nothing'],
    ])
    const orders = Array.from({ length: 20 }, (_, seed) =>
      withoutNames(named, seed)
        .map(({ id }) => id)
        .join(' '),
    )
    expect(new Set(orders)).toEqual(new Set(['a b', 'b a']))
  })
  test('a reload puts pictures without names into another order, or hiding them shows others', () => {
    const thirty = frozenPlan([a], { repeats: 30 })
    const before = choicesOf(thirty, { open: 0, openRepeat: 15 })
    const search = { open: 0, openRepeat: 15, hidden: 12 }
    const [once, again] = [choicesOf(thirty, search), choicesOf(thirty, search)]
    expect(once.among.map(({ id }) => id)).toEqual(again.among.map(({ id }) => id))
    expect(once.among.map(({ id }) => id).toSorted()).toEqual(before.among.map(({ id }) => id).toSorted())
    expect(once.namesHidden).toBe(true)
    expect(once.pair?.first).toBe(once.among[0])
  })
})
