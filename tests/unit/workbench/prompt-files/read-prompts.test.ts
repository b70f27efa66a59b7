import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { readPrompts, readPromptTable } from '#main/workbench/prompt-files/read-prompts.ts'
import type { ColumnUses, PromptFileReading } from '#shared/domain/prompt-file.ts'
import { AssayError } from '#shared/errors.ts'

function read(
  name: string,
  content: string | Uint8Array,
  options: { reading?: PromptFileReading; uses?: ColumnUses } = {},
) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return readPrompts({ bytes, name }, options)
}

function failureOf(work: () => unknown): AssayError {
  try {
    work()
  } catch (error) {
    if (error instanceof AssayError) return error
    throw error
  }
  throw new Error('It was read.')
}

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\u{FEFF}${text}`, 'utf16le'))
const lines = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`).join('\n')

describe('a file of prompts', () => {
  test.each([
    ['text', 'a.txt', 'a fox\r\n\r\n  a hen, black\n'],
    ['text without an ending', '', 'a fox\na hen, black'],
    ['CSV', 'a.csv', 'prompt\na fox\n"a hen, black"\n'],
    ['CSV with semicolons, as spreadsheets of many countries write it', 'a.csv', 'Prompt;Nr\na fox;\na hen, black;\n'],
    ['CSV with old line ends', 'a.csv', 'prompt\ra fox\r"a hen, black"\r'],
    ['TSV', 'a.tsv', 'text\na fox\na hen, black\n'],
    ['JSON', 'a.json', '["a fox", {"text": "a hen, black"}]'],
    ['JSON that holds the list as prompts', 'a.json', '{"prompts": ["a fox", "a hen, black"]}'],
    ['JSON lines', 'a.jsonl', '"a fox"\n\n{"prompt": "a hen, black"}\n'.replace('"a fox"', '{"prompt": "a fox"}')],
    ['JSON lines by the name of JSON', 'a.json', '{"text": "a fox"}\n{"text": "a hen, black"}\n'],
    ['pasted CSV whose first line names a column', '', 'id,prompt\n1,a fox\n2,"a hen, black"\n'],
    ['pasted TSV', '', 'prompt\tnote\na fox\t\na hen, black\t\n'],
  ])('written as %s is read as something else', (_, name, content) => {
    expect(read(name, content).map(({ text }) => text)).toEqual(['a fox', 'a hen, black'])
  })

  test('with a byte order mark, or in UTF-16, has a column of another name', () => {
    expect(read('a.csv', '\u{FEFF}prompt,note\nfür Élise,x\n')[0]?.text).toBe('für Élise')
    expect(read('a.txt', utf16('für Élise\nзимняя река'))).toEqual([{ text: 'für Élise' }, { text: 'зимняя река' }])
  })

  test('in another encoding is drawn with question marks', () => {
    const latin = new Uint8Array(Buffer.from('a fox\nfür Élise\n', 'latin1'))
    expect(failureOf(() => read('a.txt', latin)).message).toBe('a.txt is not UTF-8: see line 2. Save it as UTF-8 text.')
    const unmarked = new Uint8Array(Buffer.from('a fox', 'utf16le'))
    expect(failureOf(() => read('a.txt', unmarked)).message).toContain('line 1 holds zero bytes')
  })

  test('gives names, negative prompts, tags and variables by its columns, and nothing for an empty cell', () => {
    const csv =
      'Title,Prompt,Negative prompt,Category,colour,size\nA,a {{colour}} fox,fog,"Animals; Night",red,\n,b,,,,2\n'
    expect(read('a.csv', csv)).toEqual([
      {
        name: 'A',
        text: 'a {{colour}} fox',
        negativePrompt: 'fog',
        tags: ['Animals', 'Night'],
        variables: { colour: 'red' },
      },
      { text: 'b', variables: { size: '2' } },
    ])
    const json = '[{"text": "b", "tags": ["x", "y"], "variables": {"size": 2}, "weight": null}]'
    expect(read('a.json', json)).toEqual([{ text: 'b', tags: ['x', 'y'], variables: { size: '2' } }])
  })

  test('takes the longest texts for the prompts where no column is called so', () => {
    const table = readPromptTable({ bytes: new TextEncoder().encode('a,b\nshort,a much longer text\n'), name: 'a.csv' })
    expect(table.columns).toEqual(['a', 'b'])
    expect(read('a.csv', 'a,b\nshort,a much longer text\n')).toEqual([
      { text: 'a much longer text', variables: { a: 'short' } },
    ])
  })

  test('is used as it is asked to be, and not as it was guessed', () => {
    const csv = 'prompt,note,mood\na fox,b hen,calm\n'
    const uses: ColumnUses = [
      { column: 'note', use: 'text' },
      { column: 'mood', use: 'tags' },
    ]
    expect(read('a.csv', csv, { uses })).toEqual([{ text: 'b hen', tags: ['calm'] }])
    expect(read('a.csv', 'a fox|x\nb hen|y', { reading: { header: false, delimiter: '|' } })).toEqual([
      { text: 'a fox', variables: { 'column 2': 'x' } },
      { text: 'b hen', variables: { 'column 2': 'y' } },
    ])
    expect(read('a.csv', 'prompt\na "b"\n', { reading: { quotes: 'literal' } })).toEqual([{ text: 'a "b"' }])
  })

  test('keeps the quotes of a text in TSV, and drops those of a spreadsheet', () => {
    expect(read('a.tsv', 'prompt\tkind\nthe word "BE"\tArts\n"GO" on a wall\tArts\n').map(({ text }) => text)).toEqual([
      'the word "BE"',
      '"GO" on a wall',
    ])
    expect(read('a.tsv', 'prompt\tkind\n"the word ""BE"""\tArts\nplain\tArts\n')[0]?.text).toBe('the word "BE"')
  })

  test('with columns of one name or none loses one of them', () => {
    expect(read('a.csv', 'prompt,note,note,\na,1,2,3\n')).toEqual([
      { text: 'a', variables: { note: '1', 'note 2': '2', 'column 4': '3' } },
    ])
  })

  test.each([
    [
      'fields that a comma tore',
      'a.csv',
      'prompt\na fox, red\na hen\n',
      /line 2 has 2 fields, and there is 1 column.*quotes/s,
    ],
    ['a row without a prompt', 'a.csv', 'prompt,kind\na,x\n,y\n', /line 3 holds no prompt.*beside “y”/s],
    ['a quote in the middle', 'a.csv', 'prompt,kind\na,x\nsay "b",y\n', /in line 3, a quote stands where none can/],
    ['a quote that is never closed', 'a.csv', 'prompt,kind\n"a\nb",x\n"c,y\nd,z\n', /opened in line 4 or after it/],
    ['a line that is no JSON', 'a.jsonl', '{"text": "a"}\n{"text": b}\n', /line 2 is not JSON/],
    ['JSON that ends early', 'a.json', '["a",\n"b"', /not valid JSON/],
    ['a number for a prompt', 'a.json', '["a", 7]', /item 2 is neither a text nor an object/],
    ['an object too deep', 'a.json', '[{"text": "a", "x": {"y": {"z": 1}}}]', /item 1 “x.y” holds neither/],
    ['JSON that is no list', 'a.json', '{"text": "a"}', /no list of prompts/],
    [
      'a prompt that is too long',
      'a.txt',
      `a\n${'x'.repeat(32_001)}`,
      /line 2 the prompt has more than 32,000 characters/,
    ],
    [
      'a tag that is too long',
      'a.csv',
      `prompt,tags\na,${'x'.repeat(61)}\n`,
      /line 2 a tag has more than 60 characters/,
    ],
    ['a picture that is none', 'a.csv', 'prompt,picture\na,fox.png\n', /picture is no SHA-256/],
    ['nothing', 'a.csv', '', /holds no prompt/],
    ['only a head', 'a.csv', 'prompt,kind\n', /holds no prompt/],
  ])('with %s is imported by half', (_, name, content, message) => {
    const failure = failureOf(() => read(name, content))
    expect(failure.code).toBe('BAD_USAGE')
    expect(failure.message).toMatch(message)
  })

  test('with several bad lines names one of them, or in another order than the file', () => {
    const failure = failureOf(() => read('a.csv', 'prompt,kind\n,x\na,b,c\nd,e\n,f\n'))
    expect(failure.problems.map(({ path }) => path)).toEqual(['line 2', 'line 3', 'line 5'])
    expect(failure.message).toContain("2 other lines can't be read either. Nothing was taken from it.")
  })

  test('counts the lines of a text that has several', () => {
    const failure = failureOf(() => read('a.csv', 'prompt,kind\n"one\ntwo\nthree",x\n\n,y\n'))
    expect(failure.problems).toMatchObject([{ path: 'line 6' }])
  })

  test.each([
    ['a column that is not there', [{ column: 'b', use: 'text' }], 'a.csv has no column "b". It has: prompt, kind.'],
    ['no column of prompts', [{ column: 'kind', use: 'tags' }], 'Say which column of a.csv holds the prompts.'],
    [
      'two of them',
      [
        { column: 'prompt', use: 'text' },
        { column: 'kind', use: 'text' },
      ],
      'Only one column can be the prompt',
    ],
  ] as const)('with %s is read all the same', (_, uses, message) => {
    expect(failureOf(() => read('a.csv', 'prompt,kind\na,x\n', { uses: [...uses] })).message).toContain(message)
  })

  test('of more than 20,000 prompts, of huge size or of endless lines fills the memory', () => {
    expect(read('a.txt', lines(20_000))).toHaveLength(20_000)
    expect(failureOf(() => read('a.txt', lines(20_001))).message).toBe(
      'a.txt holds 20,001 prompts, at most 20,000 are taken. Split it.',
    )
    expect(failureOf(() => read('a.txt', new Uint8Array(32_000_001))).message).toContain('At most 32.0 MB')
    expect(failureOf(() => read('a.csv', 'x\n'.repeat(500_000))).message).toContain('has 500,001 lines')
    const wide = Array.from({ length: 201 }, (_, index) => `c${index}`).join(',')
    expect(failureOf(() => read('a.csv', `${wide}\n${wide}\n`)).message).toContain('201 columns')
  })

  test('that names a column __proto__ or a variable with braces changes more than itself', () => {
    expect(read('a.csv', '__proto__,prompt,a}}b\nx,a fox,y\n')).toEqual([{ text: 'a fox' }])
    const uses: ColumnUses = [
      { column: 'prompt', use: 'text' },
      { column: '__proto__', use: 'variable' },
    ]
    expect(failureOf(() => read('a.csv', '__proto__,prompt\nx,a fox\n', { uses })).message).toContain(
      "can't be a variable",
    )
  })
})

/** PartiPrompts where the collection lies beside the repository. */
const PARTI = resolve(findInstallation().root, '..', 'shared', 'data', 'parti-prompts.tsv')

test.skipIf(!existsSync(PARTI))('PartiPrompts loses a row, a quote or a letter', async () => {
  const bytes = new Uint8Array(await readFile(PARTI))
  const prompts = readPrompts({ bytes, name: 'parti-prompts.tsv' })
  const lines = new TextDecoder().decode(bytes).trimEnd().split('\n').slice(1)
  expect(prompts).toHaveLength(1632)
  expect(prompts.map(({ text }) => text)).toEqual(lines.map((line) => line.split('\t')[0]?.trim()))
  expect(prompts.find(({ text }) => text.startsWith('"G I G G L E" painted'))).toMatchObject({
    tags: ['Illustrations'],
    variables: { Challenge: 'Writing & Symbols' },
  })
  expect(new Set(prompts.flatMap(({ tags = [] }) => tags)).size).toBe(12)
  expect(prompts.filter(({ text }) => /[^\u{20}-\u{7E}]/u.test(text)).length).toBeGreaterThan(0)
})
