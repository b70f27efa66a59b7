import type { Element } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { CHART_STYLE, FONT, LIGHT } from '../report-style.ts'
import { makeElement, makeText } from './tree.ts'

/** A chart of the report as an SVG document of its own, on paper as a reader's page may be dark. */
export function standaloneChart(chart: Element): string {
  const style = makeElement('style', [
    makeText(`svg{${LIGHT};background:var(--paper);font:400 11px/14px ${FONT}}${CHART_STYLE}`),
  ])
  const [, , width, height] = String(chart.properties['viewBox']).split(' ')
  const document: Element = {
    ...chart,
    properties: { ...chart.properties, xmlns: 'http://www.w3.org/2000/svg', width, height },
    children: [style, ...chart.children],
  }
  const drawing = toHtml(document, {
    space: 'svg',
    closeEmptyElements: true,
    characterReferences: { useNamedReferences: false },
  })
  // What ends a section of CDATA may stand nowhere else in XML (1.0, 2.4); HTML has no such rule.
  return drawing.replaceAll(']]>', ']]&#x3E;')
}
