import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import sharp from 'sharp'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { makeContender, makeRows, makeTrial } from './make-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

const trial = makeTrial(
  [0, 1].map((position) => makeContender(position)),
  { prompts: 3, repeats: 4 },
)

async function write(
  changes: { trial?: typeof trial; rows?: SampleRow[]; leaveOut?: ('prompts' | 'pictures')[] } = {},
): Promise<{ markdown: string; read: Nodes; directory: string }> {
  const directory = await temporaryDirectory()
  const drawn = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#a40' } })
    .png()
    .toBuffer()
  await writePlainReport(
    directory,
    changes.trial ?? trial,
    changes.rows ??
      ['contender-0', 'contender-1'].flatMap((id) =>
        makeRows(id, [900, 1000, 1100, 1200, 1300, 1400], (index) => ({ caseIndex: index % 3 })),
      ),
    {
      formats: ['md'],
      options: { template: 'full', leaveOut: changes.leaveOut ?? [] },
      readPicture: async () => drawn,
    },
  )
  const markdown = await readFile(join(directory, 'report.md'), 'utf8')
  // As it is written: what looks for addresses in text that has been read finds escaped ones, too.
  const asWritten = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }))
  const read = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: asWritten })
  return { markdown, read, directory }
}

function found<Type extends Nodes['type']>(tree: Nodes, type: Type): Extract<Nodes, { type: Type }>[] {
  const nodes: Nodes[] = []
  visit(tree, type, (node) => void nodes.push(node))
  return nodes as Extract<Nodes, { type: Type }>[]
}

function textOf(node: Nodes): string {
  return found(node, 'text')
    .map(({ value }) => value)
    .join('')
}

describe('the report as Markdown', () => {
  test('a table of the report is torn, or a figure runs into its unit or into the name beside it', async () => {
    const { read } = await write()
    const [summary] = found(read, 'table')
    const rows = summary?.children.map(({ children }) => children.map((cell) => textOf(cell).trim())) ?? []
    expect(rows.map((cells) => cells.length)).toEqual([11, 11, 11, 11])
    expect(rows[2]?.slice(0, 4)).toEqual(['Novita AI FLUX.1 schnell', '6', '100.0 % −39.0', '1.10 s +0.30 −0.20'])
  })

  test('a picture or a chart is not beside it, or the Markdown leads anywhere else', async () => {
    const { read, directory } = await write()
    const images = found(read, 'image')
    const names = new Set(images.map(({ url }) => url))
    expect([...names].map((name) => name.replace(/^report-pictures\//, '')).toSorted()).toEqual(
      (await readdir(join(directory, 'report-pictures'))).toSorted(),
    )
    expect(found(read, 'link')).toEqual([])
    for (const name of names) {
      const { width, height } = await sharp(join(directory, name)).metadata()
      expect(Math.min(width, height)).toBeGreaterThan(40)
    }
    expect([...names].filter((name) => name.endsWith('.svg')).length).toBeGreaterThan(1)
    expect(images.some(({ alt }) => alt === 'Prompt 0, drawn by Novita AI')).toBe(true)
  })

  test('a prompt, a name or a provider’s answer becomes Markdown, HTML, a link or another row of a table', async () => {
    const hostile =
      '<img src=x onerror=alert(1)> [a](javascript:alert) ![b](http://evil.example/p.png) | x | `code` # head\n\n- item\n\n| a |\n| - |\n<script>alert(1)</script> http://evil.example www.evil.example a@evil.example &lt;b&gt; \u0007\u202Eleft'
    const { markdown, read } = await write({
      trial: {
        ...trial,
        plan: {
          ...trial.plan,
          name: hostile,
          question: hostile,
          contenders: [makeContender(0, { name: hostile.slice(0, 60), modelName: hostile }), makeContender(1)],
          cases: trial.plan.cases.map((each) => ({ ...each, name: hostile, prompt: hostile })),
        },
      },
      rows: makeRows('contender-0', [900, 1000], (index) =>
        index === 0 ? { outcome: 'failed', failureClass: 'server', failureMessage: hostile, image: null } : {},
      ),
    })
    for (const type of ['html', 'link', 'linkReference', 'definition', 'inlineCode', 'code'] as const) {
      expect(found(read, type), type).toEqual([])
    }
    for (const { url } of found(read, 'image')) expect(url).toMatch(/^report-pictures\/[0-9a-f]{16}\.(jpg|svg)$/)
    for (const table of found(read, 'table')) {
      expect(new Set(table.children.map(({ children }) => children.length)).size).toBe(1)
    }
    expect(textOf(read)).toContain('<img src=x onerror=alert(1)>')
    // oxlint-disable-next-line no-control-regex -- none shall be there
    expect(markdown).not.toMatch(/[\u0000-\u0008\u000B-\u001F]/)
    // What turns text round is closed in before anything else of ours follows.
    for (const [, inside] of markdown.matchAll(/\u202E([^\u2069]*)/g)) expect(inside).not.toContain('\n')
  })

  test('pictures that shall be left out are in the folder', async () => {
    const { markdown, directory } = await write({ leaveOut: ['pictures'] })
    expect(markdown).toContain('The pictures were left out of this report on request.')
    expect((await readdir(join(directory, 'report-pictures'))).filter((name) => name.endsWith('.jpg'))).toEqual([])
  })
})
