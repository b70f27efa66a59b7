import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MOST_AXIS_VALUES, parseAxisValues } from '#shared/domain/axis-values.ts'

function valuesOf(text: string): string[] {
  const read = parseAxisValues(text)
  if (!read.ok) throw new Error(read.message)
  return read.values
}

function messageOf(text: string): string {
  const read = parseAxisValues(text)
  return read.ok ? '' : read.message
}

describe('a range that is written with a gap', () => {
  test('is filled with other numbers than the two before it say', () => {
    expect(valuesOf('1, 2, …, 10')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
    expect(valuesOf('1, 2, .., 4')).toEqual(['1', '2', '3', '4'])
    expect(valuesOf('512, 768, ..., 1536')).toEqual(['512', '768', '1024', '1280', '1536'])
    expect(valuesOf('4, 3, …, 1')).toEqual(['4', '3', '2', '1'])
    expect(valuesOf('-1, -0.5, …, 1')).toEqual(['-1', '-0.5', '0', '0.5', '1'])
    expect(valuesOf('5, 10, 20, …, 50, 100')).toEqual(['5', '10', '20', '30', '40', '50', '100'])
  })

  test('gathers the error of binary fractions: 0.30000000000000004', () => {
    expect(valuesOf('0.1, 0.2, …, 1')).toEqual(['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1'])
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 0, max: 4 }),
        (from, step, count, places) => {
          const write = (digits: number): string => (digits / 10 ** places).toFixed(places)
          const end = from + step * (count - 1)
          const read = valuesOf(`${write(from)}, ${write(from + step)}, …, ${write(end)}`)
          expect(read).toHaveLength(count)
          for (const [index, value] of read.entries())
            expect(Math.round(Number(value) * 10 ** places)).toBe(from + step * index)
        },
      ),
    )
  })

  test('does not say what is wrong with it', () => {
    expect(messageOf('1, …, 10')).toContain('two numbers before it')
    expect(messageOf('1, 2, …')).toContain('one after it')
    expect(messageOf('1, 2, …, x')).toContain('one after it')
    expect(messageOf('1, 1, …, 3')).toContain('no step')
    expect(messageOf('1, 2, …, 0')).toContain('direction')
    expect(messageOf('1, 3, …, 10')).toContain('End at 9, or at 11')
    expect(messageOf('4, 3, …, 0.5')).toContain('not reached')
  })

  test('that was mistyped becomes a bill, or fills the memory', () => {
    expect(messageOf('0, 0.000000001, …, 999999999999')).toContain('at most 200')
    expect(messageOf(Array.from({ length: MOST_AXIS_VALUES + 1 }, (_, index) => index).join(','))).toContain(
      'at most 200',
    )
  })
})

test('a value that holds a comma is cut in two', () => {
  expect(valuesOf('oil, thick || ink, thin ||  none ')).toEqual(['oil, thick', 'ink, thin', 'none'])
})

test('a value that is empty or stands twice is asked all the same', () => {
  expect(messageOf('oil,,ink')).toContain('empty value')
  expect(messageOf('oil, ')).toContain('empty value')
  expect(messageOf('  ')).toContain('at least one')
  expect(messageOf('oil, ink, oil')).toContain('"oil" stands twice')
  expect(messageOf('1, 2, …, 5, 4')).toContain('"4" stands twice')
})

test('what was written is lost or changed: values that are no gap come back as they are', () => {
  const value = fc.stringMatching(/^[a-z0-9][a-z0-9 ,.x-]{0,12}$/).map((text) => text.trim())
  fc.assert(
    fc.property(fc.uniqueArray(value, { minLength: 2, maxLength: 8 }), (values) => {
      expect(parseAxisValues(values.join(' || '))).toEqual({ ok: true, values })
    }),
  )
})
