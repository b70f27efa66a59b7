import { AssayError, type Problem } from '#shared/errors.ts'
import { TEXT_COLUMN, type Cell, type PromptRow, type PromptTable } from './prompt-table.ts'

type Read = Pick<PromptTable, 'columns' | 'rows' | 'problems'>

/**
 * Reads a JSON list of prompts, or an object that holds one as `prompts`. A prompt is a text or an object.
 * @throws AssayError BAD_USAGE where it is no JSON, or no list
 */
export function readJson(text: string, name: string): Read {
  const value = parse(text, name)
  const list = isObject(value) ? value['prompts'] : value
  if (!Array.isArray(list)) {
    throw new AssayError('BAD_USAGE', `${name} is no list of prompts: a JSON list of texts or objects is expected.`)
  }
  return tableOf(list.map((item: unknown, index) => ({ place: `item ${index + 1}`, item })))
}

/** Reads a JSON value a line. A line that is no JSON is a problem of its own. */
export function readJsonLines(text: string): Read {
  const problems: Problem[] = []
  const items = text.split('\n').flatMap((line, index) => {
    const place = `line ${index + 1}`
    if (line.trim() === '') return []
    try {
      return [{ place, item: JSON.parse(line) as unknown }]
    } catch {
      problems.push({ path: place, message: 'is not JSON' })
      return []
    }
  })
  const read = tableOf(items)
  return { ...read, problems: [...problems, ...read.problems] }
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    const position = /position (\d+)/.exec(message)?.[1]
    const where = position === undefined ? '' : ` in line ${text.slice(0, Number(position)).split('\n').length}`
    throw new AssayError('BAD_USAGE', `${name} is not valid JSON${where}.`, { cause })
  }
}

function tableOf(items: readonly { place: string; item: unknown }[]): Read {
  const problems: Problem[] = []
  const columns = new Set<string>()
  const flat = items.flatMap(({ place, item }) => {
    const cells = typeof item === 'string' ? new Map<string, Cell>([[TEXT_COLUMN, item]]) : flatten(item)
    if (cells instanceof Map) {
      for (const column of cells.keys()) columns.add(column)
      return [{ place, cells }]
    }
    problems.push({ path: place, message: cells })
    return []
  })
  const names = [...columns]
  const rows = flat.map(({ place, cells }): PromptRow => ({
    place,
    cells: names.map((column) => cells.get(column) ?? ''),
  }))
  return { columns: names, rows, problems }
}

/** The cells of an object, those of an object inside it as `outer.inner`; or what is wrong with it. */
function flatten(item: unknown): Map<string, Cell> | string {
  if (!isObject(item)) return 'is neither a text nor an object'
  const cells = new Map<string, Cell>()
  for (const [key, value] of Object.entries(item)) {
    const inner = isObject(value)
      ? Object.entries(value).map(([name, part]) => [`${key}.${name}`, part] as const)
      : null
    for (const [column, part] of inner ?? [[key, value] as const]) {
      const cell = cellOf(part)
      if (cell === null) return `“${column}” holds neither a text nor a list of texts`
      cells.set(column, cell)
    }
  }
  return cells
}

function cellOf(value: unknown): Cell | null {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return null
  const texts = value.filter((part) => typeof part === 'string' || typeof part === 'number').map(String)
  return texts.length === value.length ? texts : null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
