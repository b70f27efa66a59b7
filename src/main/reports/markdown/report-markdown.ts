import { createHash } from 'node:crypto'
import type { Element } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toMdast, type Handle } from 'hast-util-to-mdast'
import type { PhrasingContent } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import { REPORT_PICTURES } from '#shared/domain/report.ts'
import { harmlessLine } from '#shared/units/harmless-text.ts'
import { prepareTree } from './prepare-tree.ts'
import { standaloneChart } from './standalone-chart.ts'
import { textOf } from './tree.ts'

export interface MarkdownReport {
  markdown: string
  /** By their names relative to the Markdown: pictures as JPEG, charts as SVG. */
  pictures: ReadonlyMap<string, Uint8Array>
}

/**
 * The report as Markdown (CommonMark with the tables of GitHub), made from its HTML: the same sections, sentences and numbers. Pictures
 * and charts become files of a folder beside it. All text is escaped, so that a prompt can be neither Markdown nor HTML in it.
 */
export function reportMarkdown(html: string): MarkdownReport {
  const pictures = new Map<string, Uint8Array>()
  const keep = (bytes: Uint8Array, extension: string): string => {
    const name = `${REPORT_PICTURES}/${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${extension}`
    pictures.set(name, bytes)
    return name
  }
  const tree = toMdast(prepareTree(fromHtml(html)), { handlers: { img: imageTo(keep), svg: chartTo(keep) } })
  const markdown = toMarkdown(tree, {
    bullet: '-',
    emphasis: '_',
    rule: '-',
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
  })
  return { markdown, pictures }
}

type Keep = (bytes: Uint8Array, extension: string) => string

/** Pictures stand in a report as data URIs, and as nothing else. */
function imageTo(keep: Keep): Handle {
  return (_state, node) => {
    const [, data] = /^data:image\/jpeg;base64,(.+)$/.exec(String(node.properties['src'])) ?? []
    if (data === undefined) return undefined
    return image(keep(Buffer.from(data, 'base64'), 'jpg'), node.properties['alt'] ?? '')
  }
}

function chartTo(keep: Keep): Handle {
  return (_state, node: Element) =>
    image(keep(Buffer.from(standaloneChart(node)), 'svg'), node.properties['ariaLabel'] ?? textOf(node))
}

function image(url: string, alt: string): PhrasingContent {
  return { type: 'image', url, alt: harmlessLine(alt), title: null }
}
