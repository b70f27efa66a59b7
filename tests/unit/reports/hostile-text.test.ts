import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Element, Nodes as HtmlNodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import sharp from 'sharp'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import type { Element as XmlElement, Nodes as XmlNodes } from 'xast'
import { fromXml } from 'xast-util-from-xml'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { gatesJunit } from '#main/reports/gates-junit.ts'
import type { ReportFormat } from '#shared/domain/report.ts'
import type { Results } from '#shared/domain/results.ts'
import { evaluateGates } from '#shared/gates/evaluate-gates.ts'
import { harmlessJson, terminalText } from '#shared/units/harmless-text.ts'
import { CONTROLS, everyNastyText, nastyText } from '#tests/support/nasty-text.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { hostileTrial, type HostileTrial } from './hostile-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

const RUNS = { numRuns: 8 }

/** Every piece in some report, and others at random in some more. */
const anyTexts = fc.oneof(
  fc.array(nastyText(), { minLength: 7, maxLength: 40 }),
  fc.shuffledSubarray(everyNastyText(), { minLength: 11 }),
)

const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#a40' } })
  .png()
  .toBuffer()

async function write(
  { trial, rows, given }: HostileTrial,
  ...formats: ReportFormat[]
): Promise<{ directory: string; read: (name: string) => Promise<string> }> {
  const directory = await temporaryDirectory()
  const drawn = await picture
  await writePlainReport(directory, trial, rows, { ...given, formats, readPicture: async () => drawn })
  return { directory, read: (name) => readFile(join(directory, name), 'utf8') }
}

/** Whether a text ends all embeddings, overrides and isolates that it begins, and no others: one pair after another, as UAX 9 has them. */
function turnsNothingElse(text: string): boolean {
  let [left, before] = [text.replaceAll(/[^\u202A-\u202E\u2066-\u2069]/g, ''), '']
  while (left !== before) {
    ;[before, left] = [left, left.replaceAll(/[\u202A\u202B\u202D\u202E]\u202C|[\u2066-\u2068]\u2069/g, '')]
  }
  return left === ''
}

/** What a report is made of, drawings included. */
const ELEMENTS =
  /^(html|head|meta|title|style|body|header|main|section|h[1-6]|p|div|span|small|b|bdi|sup|a|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|figure|figcaption|img|svg|g|path|line|rect|circle|polygon|polyline|text|tspan|title|desc|defs|clippath)$/i

/** What each attribute that a browser acts on may hold. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  src: /^data:image\/jpeg;base64,[\w+/=]+$/,
  href: /^#[\w-]+$/,
  style: /^[a-z0-9%.:;/#(), -]*$/i,
  httpEquiv: /^Content-Security-Policy$/,
}
const ACTING = /^on|^(srcDoc|formAction|action|srcSet|ping|background|poster|data|codeBase|xlinkHref)$/i

function checkPage(root: HtmlNodes): void {
  const texts: string[] = []
  const kinds = new Set<string>()
  visit(root, (node) => {
    kinds.add(node.type)
    if (node.type === 'text') texts.push(node.value)
  })
  expect([...kinds].toSorted()).toEqual(['doctype', 'element', 'root', 'text'])
  const elements = elementsOf(root)
  for (const { tagName, properties } of elements) {
    expect(tagName).toMatch(ELEMENTS)
    for (const [name, value] of Object.entries(properties)) {
      expect(name).not.toMatch(ACTING)
      expect(String(value)).toMatch(ATTRIBUTES[name] ?? /^/)
      texts.push(String(value))
    }
  }
  expect(texts.filter((text) => !turnsNothingElse(text))).toEqual([])
  const names = elements.map(({ tagName }) => tagName).filter((name) => name === 'style' || name === 'meta')
  expect(names).toEqual(['meta', 'meta', 'meta', 'meta', 'style'])
}

/** What is Markdown beyond words, tables, lists, headings and pictures. */
const OTHER_MARKDOWN = [
  'html',
  'link',
  'linkReference',
  'imageReference',
  'definition',
  'footnoteDefinition',
  'footnoteReference',
  'inlineCode',
  'code',
  'delete',
  'blockquote',
  'thematicBreak',
]

function checkMarkdown(markdown: string): void {
  // As it is written: what looks for addresses in text that has been read finds escaped ones, too.
  const asWritten = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }))
  const nodes: Nodes[] = []
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: asWritten }), (node) => void nodes.push(node))
  for (const type of OTHER_MARKDOWN) expect(nodes.map((node) => node.type)).not.toContain(type)
  const pictures = nodes.filter((node) => node.type === 'image')
  expect(pictures.filter(({ url }) => !/^report-pictures\/[0-9a-f]{16}\.(jpg|svg)$/.test(url))).toEqual([])
  expect(nodes.filter((node) => node.type === 'listItem' && typeof node.checked === 'boolean')).toEqual([])
  for (const table of nodes.filter((node) => node.type === 'table')) {
    expect(new Set(table.children.map(({ children }) => children.length)).size).toBe(1)
  }
  // Beside emphasis a character may be written by its number.
  const read = markdown.replaceAll(/&#x([0-9A-F]+);/gi, (_, digits: string) =>
    String.fromCodePoint(parseInt(digits, 16)),
  )
  expect(read.split('\n').filter((line) => !turnsNothingElse(line))).toEqual([])
}

function checkDrawing(drawing: XmlNodes): void {
  const others = new Set<string>()
  const elements: XmlElement[] = []
  visit(drawing, (node) => {
    if (node.type === 'element') elements.push(node)
    else others.add(node.type)
  })
  expect(others).toEqual(new Set(['root', 'text']))
  for (const { name, attributes } of elements) {
    expect(name).toMatch(ELEMENTS)
    expect(Object.keys(attributes).filter((each) => /^on|href$/i.test(each))).toEqual([])
  }
}

// Each run composes a whole report.
describe('whatever a text holds, it is no more than text', { timeout: 90_000 }, () => {
  test('in the HTML of a report', async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        const html = await (await write(hostileTrial(texts), 'html')).read('report.html')
        expect(html).not.toMatch(CONTROLS)
        const problems: string[] = []
        const root = fromHtml(html, { onerror: ({ message }) => void problems.push(message) })
        expect(problems).toEqual([])
        checkPage(root)
      }),
      RUNS,
    )
  })

  test('in the Markdown of a report, and in its drawings', async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        const { read, directory } = await write(hostileTrial(texts), 'md')
        const markdown = await read('report.md')
        expect(markdown).not.toMatch(CONTROLS)
        checkMarkdown(markdown)
        const drawings = (await readdir(join(directory, 'report-pictures'))).filter((name) => name.endsWith('.svg'))
        expect(drawings.length).toBeGreaterThan(0)
        // A strict reader: it refuses whatever is not well-formed XML 1.0.
        for (const name of drawings) checkDrawing(fromXml(await read(`report-pictures/${name}`)))
      }),
      RUNS,
    )
  })

  test('in the CSV of a report: no formula, no column of its own, nothing that a terminal obeys', async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        const hostile = hostileTrial(texts)
        const csv = await (await write(hostile, 'csv')).read('results.csv')
        expect(csv).not.toMatch(CONTROLS)
        const [head = [], ...lines] = parse(csv)
        expect(lines).toHaveLength(hostile.rows.length)
        expect(lines.filter((line) => line.length !== head.length)).toEqual([])
        // Numbers begin with a minus as well, and are none but numbers.
        const formula = /^([=+@\t\r\uFF1D\uFF0B\uFF0D\uFF20]|-(?!\d+(\.\d+)?$))/
        expect(lines.flat().filter((cell) => formula.test(cell))).toEqual([])
      }),
      RUNS,
    )
  })

  test('in the JSON of a report, which has it to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        const hostile = hostileTrial(texts)
        const json = await (await write(hostile, 'json')).read('results.json')
        expect(json).not.toMatch(CONTROLS)
        expect(json).not.toMatch(/[\u2028-\u202E\u2066-\u2069]/)
        const { trial, rows, marks, decision } = JSON.parse(json) as Results
        expect({ trial, rows, marks }).toEqual({ trial: hostile.trial, rows: hostile.rows, marks: hostile.given.marks })
        expect(decision.settings).toEqual(hostile.given.kept.settings)
      }),
      RUNS,
    )
  })

  test('in the JUnit XML of a gate', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const { trial, rows } = hostileTrial(texts)
        const gates = [
          { name: 'max-p50' as const, limit: 1000 },
          { name: 'max-p95' as const, limit: 9000 },
        ]
        const xml = gatesJunit(evaluateGates(trial, analyseTrial(trial, rows), gates, { strict: false }))
        expect(xml).not.toMatch(CONTROLS)
        expect(xml.split(/["<>]/).filter((text) => !turnsNothingElse(text))).toEqual([])
        const names: string[] = []
        visit(fromXml(xml), 'element', ({ name }) => void names.push(name))
        const known = ['testsuites', 'testsuite', 'properties', 'property', 'testcase', 'failure', 'system-out']
        expect(names.filter((name) => !known.includes(name))).toEqual([])
        expect(names.filter((name) => name === 'testcase')).toHaveLength(6)
      }),
      RUNS,
    )
  })

  test('in a terminal, or in JSON that is printed there', () => {
    fc.assert(
      fc.property(nastyText(), (text) => {
        expect(terminalText(text)).not.toMatch(CONTROLS)
        expect(terminalText(text)).not.toMatch(/\r(?!\n)|[\u202A-\u202E\u2066-\u2069]/)
        expect(harmlessJson({ [text]: [text] })).not.toMatch(CONTROLS)
        expect(JSON.parse(harmlessJson({ [text]: [text] }))).toEqual({ [text]: [text] })
      }),
      { numRuns: 500 },
    )
  })
})

function elementsOf(root: HtmlNodes): Element[] {
  const found: Element[] = []
  visit(root, 'element', (node) => void found.push(node))
  return found
}
