import { execFileSync } from 'node:child_process'
import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Nodes as MarkdownNodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'

/** What a contender comes to, as somebody reads it: `0.81 s`, `$0.0030`. */
export interface Read {
  asked: string
  success: string
  median: string
  perPicture: string
  spent: string
  counts: string[]
}

/** Reads of a contender, by its name. */
export type Reader = (name: string) => Read

type Tables = (...headings: string[]) => string[][]

/** @param tables the cells of the tables whose heads hold these */
function readFrom(tables: Tables, name: string): Read {
  const row = (...headings: string[]): string[] => {
    const found = tables(...headings).filter(([first = '']) => first === name || first.startsWith(`${name} `))
    const [only, ...others] = found
    if (only === undefined || others.length > 0)
      throw new Error(`${name} has ${found.length} rows under ${headings.join(', ')}.`)
    return only
  }
  const [, asked = '', success = '', median = '', , perPicture = ''] = row('Median', 'Verdict')
  const [, , ...counts] = row('Failures by class')
  const cost = row('This trial')
  return { asked, success, median, perPicture, counts, spent: cost.at(-2) ?? '' }
}

function htmlTables(html: string): Tables {
  const tables = elementsIn(fromHtml(html), 'table').map((table) =>
    elementsIn(table, 'tr').map((row) =>
      row.children.filter((cell) => cell.type === 'element').map((cell) => spaced(wordsOf(cell))),
    ),
  )
  return (...headings) => tables.filter((table) => hasHeads(table, headings)).flat()
}

function markdownTables(markdown: string): Tables {
  const tables: string[][][] = []
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  visit(tree, 'table', ({ children }) => {
    tables.push(children.map((row) => row.children.map((cell) => spaced(markdownText(cell)))))
  })
  return (...headings) => tables.filter((table) => hasHeads(table, headings)).flat()
}

function hasHeads(table: readonly string[][], headings: readonly string[]): boolean {
  return headings.every((heading) => table.some((row) => row.includes(heading)))
}

const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function elementsIn(root: Nodes, tagName: string): Element[] {
  const found: Element[] = []
  visit(root, 'element', (element) => {
    if (element.tagName === tagName) found.push(element)
  })
  return found
}

/** What stands apart on the page is apart. */
function wordsOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(wordsOf).join(' ') : ''
}

function markdownText(node: MarkdownNodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(markdownText).join('') : ''
}

/** Whether poppler, which takes the text out of a PDF, is on this machine. */
export function canReadPdf(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export function htmlReader(html: string): Reader {
  return (name) => readFrom(htmlTables(html), name)
}

export function markdownReader(markdown: string): Reader {
  return (name) => readFrom(markdownTables(markdown), name)
}

function found(pattern: RegExp, part: string): string[] {
  return pattern.exec(part)?.slice(1) ?? []
}

/** What a PDF says of a contender: what is printed from its name to the next, in the sections of the three tables. */
export function pdfReader(path: string, names: readonly string[]): Reader {
  const text = spaced(execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }))
  const partOf = (name: string, from: string, until: string): string => {
    const section = text.slice(text.indexOf(from)).split(until)[0] ?? ''
    const others = names.filter((other) => other !== name).map((other) => ` ${other} `)
    return section.slice(section.indexOf(` ${name} `)).split(new RegExp(others.join('|')))[0] ?? ''
  }
  return (name) => {
    const [asked = '', success = '', median = '', perPicture = ''] = found(
      / (\d+) ([\d.]+ %)[ \d.+−±]* ([\d.]+ m?s) .*?needs n \d+ (not reported|\$[\d.]+)/,
      partOf(name, 'The contenders Contender', 'Median first.'),
    )
    const counts = found(
      / %(?: [+−±][\d.]+)* (\d+) (\d+) (\d+) (\d+) \d+ /,
      partOf(name, 'Failures by class', 'What a picture costs'),
    )
    const [spent = ''] = found(
      /(?:metered|listed|reported) (not reported|\$[\d.]+(?:, and \d+ charges? not reported)?) [\d,]+( |$)/,
      partOf(name, 'How it is known', 'What it costs by volume'),
    )
    return { asked, success, median, perPicture, counts, spent }
  }
}
