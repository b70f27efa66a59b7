import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPrompts } from '#main/workbench/prompt-files/read-prompts.ts'
import { writePrompts } from '#main/workbench/prompt-files/write-prompts.ts'
import { Prompt, Tag, VariableName } from '#shared/domain/prompt.ts'
import { PromptFormat } from '#shared/domain/prompt-file.ts'

const MIXED: Prompt[] = [
  {
    name: 'Sign',
    text: 'the word "BE", \tred',
    negativePrompt: 'fog',
    tags: ['Arts', 'on a wall'],
    variables: { size: '2', 'a b': '=1+1' },
  },
  { text: 'first line\nsecond line' },
  { text: 'зимняя {{size}}', variables: { size: 'река' }, picture: 'a'.repeat(64) },
]
const FORMATS = PromptFormat.options.filter((format) => format !== 'text')

/** As people type them, and what tears a table: quotes, delimiters, line breaks, signs of formulas, letters of all kinds. */
const word = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', "'", ',', ';', '\t', '\n', '|', '=', '+', '-', '@', '＝', 'é', '河', '🦊', 'a', ' '),
  }),
)
/** The import takes white space off both ends, and one kind of line break is kept. */
const text = word.map((raw) => raw.replaceAll(/[\r\0\uFEFF]/g, '').trim())
const filled = text.filter((value) => value !== '')
const cut = (value: string): string => value.slice(0, 60).trim()
const tag = filled.map(cut).filter((value) => Tag.safeParse(value).success)
const variable = filled.map(cut).filter((value) => VariableName.safeParse(value).success)
const prompt = fc
  .record(
    {
      name: filled.map((value) => value.slice(0, 120).trim()).filter((value) => value !== ''),
      text: filled,
      negativePrompt: filled,
      tags: fc.uniqueArray(tag, { minLength: 1, maxLength: 3 }),
      variables: fc.dictionary(variable, filled, { minKeys: 1, maxKeys: 3 }),
    },
    { requiredKeys: ['text'] },
  )
  .filter((value) => Prompt.safeParse(value).success)

test.each(FORMATS)('prompts exported as %s come back changed', (format) => {
  const comesBack = (prompts: Prompt[]): void => {
    const bytes = new TextEncoder().encode(writePrompts(prompts, format))
    expect(readPrompts({ bytes, name: `a.${format}` })).toEqual(prompts)
  }
  comesBack(MIXED)
  fc.assert(fc.property(fc.array(prompt, { minLength: 1, maxLength: 5 }), comesBack), { numRuns: 300 })
})

test('a spreadsheet runs an exported prompt as a formula, or another’s apostrophes are taken for ours', () => {
  const prompts = ['=HYPERLINK("http://x")', '-5 °C', "'@home", 'fine'].map((line): Prompt => ({ text: line }))
  const csv = writePrompts(prompts, 'csv')
  expect(csv.split('\r\n').some((line) => /^"?[=+\-@]/.test(line))).toBe(false)
  expect(writePrompts([{ text: 'fine = good' }], 'csv')).toBe('text\r\nfine = good\r\n')
  const bytes = new TextEncoder().encode("text,note\n'@home,'-1\n")
  expect(readPrompts({ bytes, name: 'a.csv' })).toEqual([{ text: "'@home", variables: { note: "'-1" } }])
})

test('prompts exported as text come back as more of them', () => {
  expect(writePrompts([{ text: ' a fox ' }, { text: 'a hen', tags: ['x'] }], 'text')).toBe('a fox\na hen\n')
  expect(() => writePrompts(MIXED, 'text')).toThrow('Prompt 2 has several lines')
})
