import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resultsCsv } from '#main/reports/results-csv.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'
import { CONTROLS } from '#tests/support/nasty-text.ts'
import { plainCase } from '#tests/support/plain-trial.ts'

const RIGHT_TO_LEFT = '\u202E'

describe('results.csv', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://evil.example")'])(
    'the prompt %j can’t run as a formula',
    (prompt) => {
      expect(readBack(prompt)).toBe(`'${prompt}`)
    },
  )

  test.each([
    'a "quoted" word',
    'two\nlines',
    'two\r\nlines',
    'a,b;c',
    `left ${RIGHT_TO_LEFT}right`,
    '日本語 ✓',
    ' = spaced',
  ])('the prompt %j comes back as it was', (prompt) => {
    expect(readBack(prompt)).toBe(prompt)
  })

  test('no text moves a column, adds a line, or starts a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (prompt) => {
        const read = readBack(prompt)
        // No cell can show a control character, and a terminal would obey it.
        const shown = prompt.replaceAll(new RegExp(CONTROLS, 'g'), '\uFFFD')
        expect(read.replace(/^'/, '')).toBe(shown.replace(/^'/, ''))
        expect(read).not.toMatch(/^[=+\-@\t\r]/)
      }),
      { numRuns: 40 },
    )
  })

  test('unknown is empty, zero is 0, and numbers stay numbers', () => {
    const trial = makeTrial([makeContender(0)])
    const rows = [
      makeRow('contender-0', 1, { chargeMicros: null, reportedCold: null }),
      makeRow('contender-0', 0, { chargeMicros: 0, reportedCold: false, latencyMs: 1234.5 }),
    ]
    const records: Record<string, string>[] = parse(resultsCsv(trial, rows, []), { columns: true })
    expect(records.map((record) => record['position'])).toEqual(['0', '1'])
    expect(records[0]).toMatchObject({ charge_micro_usd: '0', reported_cold: 'false', latency_ms: '1234.5' })
    expect(records[1]).toMatchObject({ charge_micro_usd: '', reported_cold: '', polling_slack_ms: '' })
  })

  test('it ends its lines as RFC 4180 says', () => {
    const text = resultsCsv(makeTrial([makeContender(0)]), [makeRow('contender-0', 0)], [])
    expect(text.split('\r\n')).toHaveLength(3)
    expect(text.endsWith('\r\n')).toBe(true)
  })
})

function readBack(prompt: string): string {
  const trial = makeTrial([makeContender(0)], { prompts: 1 })
  trial.plan.cases = [plainCase(0, 'a prompt', prompt)]
  const records: Record<string, string>[] = parse(resultsCsv(trial, [makeRow('contender-0', 0)], []), { columns: true })
  expect(records).toHaveLength(1)
  expect(records[0]?.['outcome']).toBe('succeeded')
  return records[0]?.['prompt'] ?? ''
}
