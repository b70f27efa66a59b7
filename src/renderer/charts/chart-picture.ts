/** Around the chart, and between its parts, in pixels of the page. */
const MARGIN = 24
const GAP = 10
const TITLE_SIZE = 15
const CAPTION_SIZE = 11
const CAPTION_LINE = 15
/** Pixels of the saved picture for one of the page: sharp on paper and in slides. */
const PNG_SCALE = 2

const SVG = 'http://www.w3.org/2000/svg'

/** What decides how a mark or a letter looks; all else stands in attributes. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'paint-order',
  'opacity',
  'color',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'overflow',
] as const

/**
 * A chart as it is seen, as an SVG file that stands alone: its drawings, the texts and lines around them, title and caption, and what
 * it is of, on light paper whatever the theme. Nothing in it leads outside.
 * @param chart on the page
 */
export function chartSvg(chart: HTMLElement, words: { title: string; caption: string; source: string }): string {
  return inLight(chart, () => {
    const box = chart.getBoundingClientRect()
    const width = Math.ceil(Math.max(box.width, chart.scrollWidth)) + 2 * MARGIN
    const ink = readColour(chart, '--ink')
    const soft = readColour(chart, '--ink-2')
    const family = getComputedStyle(chart).fontFamily
    const small = `${CAPTION_SIZE}px ${family}`
    const lines = wrap(words.caption, width - 2 * MARGIN, small)
    const ends = wrap(words.source, width - 2 * MARGIN, small)
    const top = MARGIN + TITLE_SIZE + GAP + lines.length * CAPTION_LINE + GAP
    const bottom = top + chart.scrollHeight + GAP
    const height = Math.ceil(bottom + ends.length * CAPTION_LINE + MARGIN)

    const root = element('svg', { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` })
    root.append(element('title', {}, words.title), element('desc', {}, words.caption))
    root.append(element('rect', { width, height, fill: readColour(chart, '--paper') }))
    const font = { 'font-family': family, x: MARGIN }
    const head = { ...font, y: MARGIN + TITLE_SIZE, 'font-size': TITLE_SIZE, 'font-weight': 600, fill: ink }
    root.append(element('text', head, words.title))
    const write = (line: string, index: number, from: number) => {
      const y = from + (index + 1) * CAPTION_LINE - 4
      root.append(element('text', { ...font, y, 'font-size': CAPTION_SIZE, fill: soft }, line))
    }
    for (const [index, line] of lines.entries()) write(line, index, MARGIN + TITLE_SIZE + GAP)
    for (const [index, line] of ends.entries()) write(line, index, bottom)
    const shift = { x: MARGIN - box.left, y: top - box.top }
    root.append(...fills(chart, shift), ...drawings(chart, shift), ...rules(chart, shift), ...texts(chart, shift))
    return new XMLSerializer().serializeToString(root)
  })
}

/** The same as pixels. @throws Error where the browser can't draw it */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = new OffscreenCanvas(image.naturalWidth * PNG_SCALE, image.naturalHeight * PNG_SCALE)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser can’t draw pictures.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/png' })
}

/** Colours are tokens that the theme decides: for as long as they are read, the chart lies in the light. */
function inLight<Found>(chart: HTMLElement, read: () => Found): Found {
  const before = chart.getAttribute('style')
  chart.style.colorScheme = 'light'
  chart.style.color = 'var(--ink)'
  try {
    return read()
  } finally {
    if (before === null) chart.removeAttribute('style')
    else chart.setAttribute('style', before)
  }
}

interface Shift {
  x: number
  y: number
}

/** Every drawing of the chart at its place, with its looks written into it. */
function drawings(chart: HTMLElement, shift: Shift): SVGElement[] {
  const outermost = [...chart.querySelectorAll('svg')].filter(
    (svg) => svg.parentElement?.closest('svg') === null && svg.closest('.unseen') === null,
  )
  return outermost.map((svg) => {
    const copy = svg.cloneNode(true) as SVGElement
    const box = svg.getBoundingClientRect()
    writeLooks(svg, copy)
    for (const [name, value] of Object.entries({
      x: box.left + shift.x,
      y: box.top + shift.y,
      width: box.width,
      height: box.height,
    }))
      copy.setAttribute(name, String(value))
    return copy
  })
}

function writeLooks(from: Element, to: Element): void {
  const computed = getComputedStyle(from)
  to.removeAttribute('class')
  // The looks say in colours what these say in tokens.
  for (const name of LOOKS) to.removeAttribute(name)
  const looks = LOOKS.map((name) => `${name}:${computed.getPropertyValue(name).replaceAll('"', "'")}`)
  to.setAttribute('style', looks.join(';'))
  for (const [index, child] of [...from.children].entries()) {
    const copy = to.children[index]
    if (copy !== undefined) writeLooks(child, copy)
  }
}

/** What is filled on the page without being a drawing: the cells of a table, bars. */
function fills(chart: HTMLElement, shift: Shift): SVGElement[] {
  return [...chart.querySelectorAll<HTMLElement>(':not(svg, svg *, .unseen, .unseen *)')].flatMap((place) => {
    const { backgroundColor } = getComputedStyle(place)
    const box = place.getBoundingClientRect()
    const fill = plainColour(backgroundColor)
    if (fill === null || box.width === 0 || box.height === 0) return []
    const { width, height } = box
    return element('rect', { x: box.left + shift.x, y: box.top + shift.y, width, height, fill })
  })
}

/** As every program reads it, `#rrggbb`; null where it can be seen through. */
function plainColour(colour: string): string | null {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  if (context === null) return null
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
  if (alpha < 255) return null
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** The lines between the rows of a table. */
function rules(chart: HTMLElement, shift: Shift): SVGElement[] {
  return [...chart.querySelectorAll('th, td')].flatMap((cell) => {
    const { borderTopWidth, borderTopColor } = getComputedStyle(cell)
    if (Number.parseFloat(borderTopWidth) === 0) return []
    const box = cell.getBoundingClientRect()
    const y = Math.round(box.top + shift.y) + 0.5
    return element('line', {
      x1: box.left + shift.x,
      x2: box.right + shift.x,
      y1: y,
      y2: y,
      stroke: borderTopColor,
    })
  })
}

/** Words outside of the drawings, line by line as they are broken on the page. */
function texts(chart: HTMLElement, shift: Shift): SVGElement[] {
  const walker = document.createTreeWalker(chart, NodeFilter.SHOW_TEXT)
  const found: SVGElement[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement
    if (parent === null || parent.closest('svg, .unseen') !== null || (node.nodeValue ?? '').trim() === '') continue
    const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(parent)
    for (const { text, box } of linesOf(node)) {
      const words = element(
        'text',
        {
          x: box.left + shift.x,
          // Letters stand on a line somewhat above the lower end of their box.
          y: box.top + shift.y + box.height * 0.77,
          textLength: box.width,
          lengthAdjust: 'spacingAndGlyphs',
          fill: color,
          'font-family': fontFamily,
          'font-size': fontSize,
          'font-weight': fontWeight,
        },
        text,
      )
      found.push(words)
    }
  }
  return found
}

function linesOf(node: Node): { text: string; box: DOMRect }[] {
  const range = document.createRange()
  const lines: { text: string; box: DOMRect }[] = []
  for (const { index, 0: word } of (node.nodeValue ?? '').matchAll(/\S+/g)) {
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const last = lines.at(-1)
    if (last === undefined || Math.abs(last.box.top - box.top) > 2) lines.push({ text: word, box })
    else {
      last.text = `${last.text} ${word}`
      last.box = new DOMRect(last.box.left, last.box.top, box.right - last.box.left, last.box.height)
    }
  }
  return lines
}

function wrap(text: string, width: number, font: string): string[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  if (context === null) return [text]
  context.font = font
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && context.measureText(longer).width <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function readColour(place: HTMLElement, token: string): string {
  const probe = document.createElement('span')
  probe.hidden = true
  probe.style.color = `var(${token})`
  place.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function element(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  if (text !== undefined) made.textContent = text
  return made
}
