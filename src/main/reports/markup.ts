import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { endTurns } from '#shared/units/harmless-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'

/** A piece of HTML or SVG in which every value has been escaped. */
export type Markup = HtmlEscapedString

export type MarkupValue = string | number | null | Markup | readonly MarkupValue[]

/**
 * Builds HTML or SVG. Values are escaped for text and for quoted attributes, and turn round nothing but themselves; pieces of markup and
 * lists of them are taken as they are.
 * @example markup`<td title="${prompt}">${name}</td>`
 */
export function markup(strings: TemplateStringsArray, ...values: MarkupValue[]): Markup {
  const made = html(unbrokenWords(strings), ...values.map(ended))
  if (made instanceof Promise) throw new TypeError('Markup is built from values at hand, not from promises.')
  return made
}

function ended(value: MarkupValue): MarkupValue {
  if (Array.isArray(value)) return value.map(ended)
  // Pieces of markup are objects.
  return typeof value === 'string' ? endTurns(value) : value
}

const unbrokenOf = new WeakMap<TemplateStringsArray, TemplateStringsArray>()

/** Our own words; a value stays as it is, since a prompt is to be copied to the letter. */
function unbrokenWords(strings: TemplateStringsArray): TemplateStringsArray {
  const known = unbrokenOf.get(strings)
  if (known !== undefined) return known
  const made = Object.assign(strings.map(unbroken), { raw: strings.raw })
  unbrokenOf.set(strings, made)
  return made
}

/** Our own constant text (the stylesheet) that must not be escaped. Never for anything that came from outside. */
export function trusted(text: string): Markup {
  return raw(text)
}
