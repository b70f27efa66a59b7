import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast'
import { isolation, withoutControls } from '#shared/units/harmless-text.ts'
import { hasClass, isElement, makeElement, makeText, textOf } from './tree.ts'

/**
 * A report's tree with what its stylesheet does put into words: what lies side by side becomes a table, what is set apart by space gets
 * a space, what is hidden and what only draws is gone, and text of another direction is held apart by characters.
 */
export function prepareTree(root: Root): Root {
  return { ...root, children: prepareChildren(root.children) }
}

const DROPPED = new Set(['head', 'style', 'tfoot'])

function prepareChildren<Child extends RootContent | ElementContent>(children: readonly Child[]): Child[] {
  const kept = sideBySide(children.filter((child) => !isDropped(child)))
  return kept.flatMap((child, index): Child[] => {
    if (child.type === 'text') return [{ ...child, value: withoutControls(child.value) }]
    if (!isElement(child) || child.tagName === 'svg') return [child]
    // A place of the report has no address in Markdown: every reader makes others of headings.
    if (child.tagName === 'a') return prepareChildren(child.children) as Child[]
    if (child.tagName === 'sup') return [makeText(` [${textOf(child)}]`) as Child]
    const prepared = prepareElement(child) as Child
    return isSetApart(child, kept[index - 1]) ? [makeText(' ') as Child, prepared] : [prepared]
  })
}

function prepareElement(node: Element): Element {
  const children = prepareChildren(node.children)
  return { ...node, children: node.tagName === 'bdi' ? isolated(children) : children }
}

function isDropped(node: Nodes): boolean {
  if (!isElement(node)) return false
  // A marker says nothing without its colour.
  if (node.tagName === 'svg') return !hasClass(node, 'chart')
  // A strip of whiskers is drawn across a whole table, whose numbers are beside it.
  const draws =
    (node.tagName === 'td' && hasClass(node, 'figure')) || node.children.some((child) => hasClass(child, 'hidden'))
  return draws || DROPPED.has(node.tagName) || hasClass(node, 'hidden')
}

/** A small text stands on a line of its own; what follows another element is set apart from it by a margin. */
function isSetApart({ tagName }: Element, before: Nodes | undefined): boolean {
  return before !== undefined && (tagName === 'small' || (tagName === 'span' && isElement(before)))
}

/** Rows of pictures as a table: the prompt first, then each contender's place. */
function sideBySide<Child extends Nodes>(children: readonly Child[]): Child[] {
  const rows = children.filter((child) => hasClass(child, 'row'))
  if (rows.length === 0) return [...children]
  const [heads, ...others] = rows as unknown as Element[]
  const table = makeElement('table', [
    makeElement('thead', [tableRow(heads as Element, 'th')]),
    makeElement(
      'tbody',
      others.map((row) => tableRow(row, 'td')),
    ),
  ])
  return [...children.filter((child) => !rows.includes(child)), table as unknown as Child]
}

function tableRow(row: Element, cell: 'th' | 'td'): Element {
  return makeElement(
    'tr',
    row.children.filter(isElement).map((place) => makeElement(cell, inOneLine(place))),
  )
}

/** Blocks one after the other, since a cell of a table holds one line. */
function inOneLine(node: Element): ElementContent[] {
  return node.children.flatMap((child): ElementContent[] => {
    if (!isElement(child)) return [child]
    if (!BLOCKS.has(child.tagName)) return [child]
    return [makeText(' '), ...inOneLine(child), makeText(' ')]
  })
}

const BLOCKS = new Set(['div', 'p', 'figure', 'figcaption'])

function isolated(children: ElementContent[]): ElementContent[] {
  const [before, after] = isolation(children.map((child) => textOf(child)).join(''))
  return before === '' ? children : [makeText(before), ...children, makeText(after)]
}
