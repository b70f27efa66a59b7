import type { Element, ElementContent, Nodes, Text } from 'hast'

export function isElement(node: Nodes | undefined): node is Element {
  return node?.type === 'element'
}

export function hasClass(node: Nodes | undefined, name: string): boolean {
  const classes = isElement(node) ? node.properties['className'] : undefined
  return Array.isArray(classes) && classes.includes(name)
}

export function makeElement(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}

export function makeText(value: string): Text {
  return { type: 'text', value }
}

export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : ''
}
